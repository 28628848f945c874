using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The attention of each prompt's last token: reading it, setting it, and cutting it.</summary>
static class EndRows
{
    /// <summary>Divides the row of some heads equally among keys of each prompt.</summary>
    /// <param name="pattern">[batch, head, query_pos, key_pos]; changed.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="heads">Heads of this layer.</param>
    /// <param name="keys">The keys of each prompt.</param>
    public static Tensor Share(Tensor pattern, TokenBatch tokens, IEnumerable<HeadId> heads, IReadOnlyList<IReadOnlyList<int>> keys)
    {
        using var scope = NewDisposeScope();
        foreach (var row in Enumerable.Range(0, tokens.Rows))
        {
            var weights = new float[tokens.Length];
            foreach (var key in keys[row]) weights[key] += 1f / keys[row].Count;
            var wanted = tensor(weights).to(pattern.dtype, pattern.device);
            foreach (var head in heads) pattern[row, head.Head, tokens.LastPosition(row)].copy_(wanted);
        }
        return pattern;
    }

    /// <summary>Takes the row of some heads away from keys of each prompt; what is left is scaled to 1 again, or stays as it is.</summary>
    public static Tensor Cut(Tensor pattern, TokenBatch tokens, IEnumerable<HeadId> heads, IReadOnlyList<IReadOnlyList<int>> keys, bool renormalise)
    {
        using var scope = NewDisposeScope();
        foreach (var row in Enumerable.Range(0, tokens.Rows))
        {
            var kept = Enumerable.Repeat(1f, tokens.Length).ToArray();
            foreach (var key in keys[row]) kept[key] = 0;
            var mask = tensor(kept).to(pattern.dtype, pattern.device);
            foreach (var head in heads)
            {
                var weights = pattern[row, head.Head, tokens.LastPosition(row)];
                weights.mul_(mask);
                if (renormalise) weights.div_(weights.sum());
            }
        }
        return pattern;
    }

    /// <summary>The attention of each head from the last token to keys of each prompt, summed [layer, head, prompt], of a run that kept its patterns.</summary>
    public static double[,,] Sums(TransformerModel model, Run run, IReadOnlyList<IReadOnlyList<int>> keys)
    {
        var c = model.Config;
        var table = new double[c.Layers, c.Heads, run.Tokens.Rows];
        for (var layer = 0; layer < c.Layers; layer++)
        {
            using var scope = NewDisposeScope();
            for (var row = 0; row < run.Tokens.Rows; row++)
            {
                var weights = run[HookPoint.Pattern(layer)][row].select(1, run.Tokens.LastPosition(row)); // [head, key_pos]
                var sums = weights.index_select(1, tensor(keys[row].Select(key => (long)key).ToArray(), device: weights.device)).to(ScalarType.Float64).sum([1L]).cpu().data<double>().ToArray();
                for (var head = 0; head < c.Heads; head++) table[layer, head, row] = sums[head];
            }
        }
        return table;
    }

    /// <summary>Why keys cannot be attended to from the last token: none, or no token up to it.</summary>
    public static IEnumerable<string> Problems(TokenBatch tokens, IReadOnlyList<IReadOnlyList<int>> keys, string what)
    {
        if (keys.Count != tokens.Rows) yield return $"There are {keys.Count} lists of places of the {what} and {tokens.Rows} prompts; give one for each prompt.";
        for (var row = 0; row < Math.Min(keys.Count, tokens.Rows); row++)
        {
            if (keys[row].Count == 0) yield return $"Prompt {row} has no place of the {what}; at least one is needed.";
            foreach (var key in keys[row].Where(key => key < 0 || key > tokens.LastPosition(row) || !tokens.IsToken(row, key)))
                yield return $"Prompt {row} has no token at {key}, the place of the {what}; its last one stands at {tokens.LastPosition(row)}.";
        }
    }
}
