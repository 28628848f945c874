namespace Overhear;

/// <summary>What every part of a model adds to the logit difference, prompt by prompt. Plain data.</summary>
public sealed class DirectLogitAttributionResult
{
    internal DirectLogitAttributionResult(IReadOnlyList<LogitShare> shares, IReadOnlyList<double> logitDifferences, int layers, int heads, RunRecord record) =>
        (Shares, LogitDifferences, Layers, Heads, Record) = (shares, logitDifferences, layers, heads, record);

    /// <summary>Every part, from the embedding to the constant. They sum to <see cref="LogitDifferences"/>.</summary>
    public IReadOnlyList<LogitShare> Shares { get; }

    /// <summary>The logit difference of each prompt, as the model's own logits have it.</summary>
    public IReadOnlyList<double> LogitDifferences { get; }

    /// <summary>Layers of the model.</summary>
    public int Layers { get; }

    /// <summary>Heads of a layer.</summary>
    public int Heads { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The share of that kind in a layer.</summary>
    /// <exception cref="ArgumentException">The model has no such part.</exception>
    public LogitShare Of(LogitShareKind kind, int? layer = null) => Shares.FirstOrDefault(s => s.Kind == kind && s.Layer == layer && s.Head is null)
        ?? throw new ArgumentException($"The model has no {kind}{(layer is { } l ? $" in layer {l}" : "")}; its parts are {string.Join(", ", Shares.Select(s => s.Part).Distinct().Take(40))}.");

    /// <summary>The share of a head.</summary>
    /// <exception cref="ArgumentException">The model has no such head.</exception>
    public LogitShare Of(HeadId head) => Shares.FirstOrDefault(s => s.Head == head)
        ?? throw new ArgumentException($"There is no head {head}; layers are 0 to {Layers - 1}, heads 0 to {Heads - 1}.", nameof(head));

    /// <summary>The heads' mean shares [layer, head], in logits.</summary>
    public LabelledMatrix HeadMeans() => Matrix("share of the logit difference", share => share.Mean);

    /// <summary>Their standard errors [layer, head], in logits.</summary>
    public LabelledMatrix HeadStandardErrors() => Matrix("standard error", share => share.StandardError);

    LabelledMatrix Matrix(string name, Func<LogitShare, double> value)
    {
        var values = new double[Layers, Heads];
        foreach (var share in Shares)
            if (share.Head is { } head) values[head.Layer, head.Head] = value(share);
        return new LabelledMatrix(name, values, Enumerable.Range(0, Layers).Select(l => $"{l}"), Enumerable.Range(0, Heads).Select(h => $"{h}"), "layer", "head", "logits");
    }
}
