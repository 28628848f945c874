using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Runs in which some heads write at the last token what they write at the last token of other prompts: their weighted values (z), everything behind them live.</summary>
static class EndOutputs
{
    /// <summary>Reads such a run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="heads">The heads; at least one.</param>
    /// <param name="source">The other prompts, one each; of any length, since only their last tokens are taken.</param>
    /// <param name="kept">What of the run is kept for reading.</param>
    /// <param name="read">Reads it.</param>
    public static T Use<T>(TransformerModel model, TokenBatch tokens, IReadOnlyList<HeadId> heads, TokenBatch source, HookSelection kept, Func<Run, T> read)
    {
        HookPoint[] points = [.. heads.Select(head => head.Layer).Distinct().Select(HookPoint.Z)];
        return model.Inspect(source, from => model.Inspect(tokens, read, new RunOptions
        {
            Edits = [.. points.Select(point => new Hook(point, z =>
            {
                using var scope = NewDisposeScope();
                foreach (var head in heads.Where(head => head.Layer == point.Layer))
                    foreach (var row in Enumerable.Range(0, tokens.Rows)) z[row, tokens.LastPosition(row), head.Head].copy_(from[point][row, source.LastPosition(row), head.Head]);
                return z;
            }))],
            Keep = kept, Logits = LogitsAt.Nowhere,
        }), RunOptions.Keeping(HookSelection.Of(points)) with { Logits = LogitsAt.Nowhere });
    }

    /// <summary>Throws unless there are heads, and the model has them.</summary>
    public static void Require(TransformerModel model, IReadOnlyList<HeadId> heads)
    {
        if (heads.Count == 0) throw new ArgumentException("There is no head; at least one is needed.", nameof(heads));
        foreach (var head in heads) model.Require(head);
    }
}
