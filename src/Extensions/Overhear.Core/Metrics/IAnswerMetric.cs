using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// A number of each prompt's answer, which a patching sweep reads: it says the position and the columns that it needs, so that nothing
/// else is computed. The library's own metrics are of this kind; it is not for others to implement.
/// </summary>
public interface IAnswerMetric
{
    /// <summary>What the number is, with its sign and what 0 means.</summary>
    string Label { get; }

    /// <summary>Its unit; empty where it has none.</summary>
    string UnitName { get; }

    /// <summary>The position that is read in a row of a batch.</summary>
    internal int PositionIn(TokenBatch tokens, int row);

    /// <summary>Throws unless it fits prompts and model; the message lists every problem.</summary>
    internal void RequireFor(TransformerModel model, TokenBatch tokens);

    /// <summary>The same of some of the prompts.</summary>
    internal IAnswerMetric Slice(int first, int count);

    /// <summary>The number of each prompt and variant.</summary>
    /// <param name="model">The model.</param>
    /// <param name="residual">The residual stream that leaves the last layer, at the position [prompt, variant, d_model].</param>
    /// <param name="plain">The same of the plain run [prompt, 1, d_model].</param>
    /// <returns>[prompt, variant], float64</returns>
    internal Tensor Read(TransformerModel model, Tensor residual, Tensor plain);
}
