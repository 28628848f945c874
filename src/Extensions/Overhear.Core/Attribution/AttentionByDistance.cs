using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// How far back each head looks, whatever the text: its mean attention to the token before, to the one before that, and so on. A head
/// that goes by position has a narrow peak, one that goes by what the tokens are a flat curve.
/// </summary>
/// <remarks>
/// The mean at a distance is over all queries of all prompts that have a token so far back, each counting the same. Distances begin at 1,
/// the token before: what a head gives the token itself (distance 0) is not looking back, and is in no mean.
/// </remarks>
public static class AttentionByDistance
{
    // Rows of a pass: bounds what patterns take.
    const int Batch = 8;

    /// <summary>The mean attention of every head at each distance.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The prompts; at least one of two tokens or more. Shorter ones are padded, and padding counts nowhere.</param>
    /// <param name="farthest">The largest distance, in tokens; at least 1. Where every prompt is too short for it, the largest that there is.</param>
    /// <remarks>One forward pass over every eight prompts.</remarks>
    /// <exception cref="ArgumentException">There is no prompt, none has two tokens, or one does not fit the model.</exception>
    public static AttentionByDistanceResult Of(TransformerModel model, IEnumerable<Prompt> prompts, int farthest = 20)
    {
        if (farthest < 1) throw new ArgumentOutOfRangeException(nameof(farthest), farthest, "The largest distance is at least 1, the token before.");
        Prompt[] given = [.. prompts];
        if (given.Length == 0) throw new ArgumentException("There is no prompt; at least one is needed.", nameof(prompts));
        int[] lengths = [.. given.Select(prompt => prompt.Length)];
        var most = Math.Min(farthest, lengths.Max() - 1);
        if (most < 1) throw new ArgumentException("No prompt has two tokens; to look back, at least one needs them.", nameof(prompts));
        var sums = new double[model.Config.Layers, model.Config.Heads, most];
        for (var from = 0; from < given.Length; from += Batch)
        {
            Work.Current.Step("Attention by distance", from, given.Length);
            model.Inspect(TokenBatch.Of(given.Skip(from).Take(Batch)), run =>
            {
                for (var layer = 0; layer < model.Config.Layers; layer++) Add(run[HookPoint.Pattern(layer)], run.Tokens, sums, layer);
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Pattern), Logits = LogitsAt.Nowhere });
        }
        Work.Current.Step("Attention by distance", given.Length, given.Length);
        int[] queries = [.. Enumerable.Range(1, most).Select(back => lengths.Sum(length => Math.Max(0, length - back)))];
        for (var layer = 0; layer < model.Config.Layers; layer++)
            for (var head = 0; head < model.Config.Heads; head++)
                for (var k = 0; k < most; k++) sums[layer, head, k] /= queries[k];
        return new AttentionByDistanceResult(sums, [.. queries.Select((count, k) => EqualSum(lengths, k + 1) / count)], lengths, given[0], model.Record());
    }

    /// <summary>What a head that looks at all tokens equally gives the token so far back, summed over all queries: query q, from 0, sees q + 1 tokens.</summary>
    static double EqualSum(IReadOnlyList<int> lengths, int back)
    {
        var sum = 0.0;
        foreach (var length in lengths)
            for (var query = back; query < length; query++) sum += 1.0 / (query + 1);
        return sum;
    }

    /// <param name="pattern">[batch, head, query_pos, key_pos]</param>
    static void Add(Tensor pattern, TokenBatch tokens, double[,,] sums, int layer)
    {
        using var scope = NewDisposeScope();
        var isToken = tokens.MaskTensor(pattern.device)?.to(ScalarType.Float64).unsqueeze(1); // [batch, 1, query_pos]
        for (var back = 1; back <= Math.Min(sums.GetLength(2), tokens.Length - 1); back++)
        {
            var looks = pattern.diagonal(-back, 2, 3).to(ScalarType.Float64); // [batch, head, query_pos - back]
            if (isToken is not null) looks = looks.mul(isToken.narrow(2, back, tokens.Length - back));
            var ofHeads = looks.sum([0, 2]).cpu().data<double>().ToArray();
            for (var head = 0; head < ofHeads.Length; head++) sums[layer, head, back - 1] += ofHeads[head];
        }
    }
}
