using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>How much each head attends from one named position of each prompt to another (Wang et al. 2022, arXiv:2211.00593, section 3).</summary>
public static class PositionAttention
{
    // Rows of a pass: bounds what patterns take.
    const int Batch = 16;

    /// <summary>The attention probability, 0 to 1, of every head and prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="from">The query position of each prompt, counted from 0 along the batch with its padding: <see cref="TaskSet.Positions"/>.</param>
    /// <param name="to">The key position of each prompt.</param>
    /// <param name="name">What is attended from and to, for the result's name: <c>END to IO</c>.</param>
    /// <remarks>One forward pass.</remarks>
    /// <exception cref="ArgumentException">There are not as many positions as prompts, or one lies outside of its prompt; the message lists every problem.</exception>
    public static HeadEffects Of(TransformerModel model, TokenBatch tokens, IReadOnlyList<int> from, IReadOnlyList<int> to, string name = "one position to another")
    {
        Require(tokens, from, to);
        var table = new double[model.Config.Layers, model.Config.Heads, tokens.Rows];
        for (var first = 0; first < tokens.Rows; first += Batch)
        {
            Work.Current.Step("Attention between positions", first, tokens.Rows);
            var count = Math.Min(Batch, tokens.Rows - first);
            model.Inspect(tokens.Slice(first, count), run =>
            {
                for (var layer = 0; layer < model.Config.Layers; layer++) Read(run[HookPoint.Pattern(layer)], from, to, table, layer, first);
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Pattern), Logits = LogitsAt.Nowhere });
        }
        Work.Current.Step("Attention between positions", tokens.Rows, tokens.Rows);
        return new HeadEffects($"attention from {name}", "", table) { Record = model.Record() };
    }

    /// <param name="pattern">[batch, head, query_pos, key_pos]</param>
    static void Read(Tensor pattern, IReadOnlyList<int> from, IReadOnlyList<int> to, double[,,] table, int layer, int firstRow)
    {
        using var scope = NewDisposeScope();
        var (rows, heads, queries, keys) = ((int)pattern.shape[0], (int)pattern.shape[1], pattern.shape[2], pattern.shape[3]);
        var places = Enumerable.Range(0, rows).Select(row => from[firstRow + row] * keys + to[firstRow + row]).ToArray();
        var index = tensor(places, device: pattern.device).view(rows, 1, 1).expand(rows, heads, 1);
        var found = pattern.reshape(rows, heads, queries * keys).gather(2, index).to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray(); // [batch, head]
        for (var i = 0; i < found.Length; i++) table[layer, i % heads, firstRow + i / heads] = found[i];
    }

    static void Require(TokenBatch tokens, IReadOnlyList<int> from, IReadOnlyList<int> to)
    {
        List<string> problems = [];
        foreach (var (what, positions) in new[] { ("query", from), ("key", to) })
        {
            if (positions.Count != tokens.Rows) problems.Add($"There are {positions.Count} {what} positions and {tokens.Rows} prompts; give one for each prompt.");
            for (var row = 0; row < Math.Min(positions.Count, tokens.Rows); row++)
                if (positions[row] < 0 || positions[row] >= tokens.Length || !tokens.IsToken(row, positions[row])) problems.Add($"The {what} position of prompt {row} is {positions[row]}, where it has no token; positions are 0 to {tokens.Length - 1}, padding excluded.");
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
