namespace Overhear.Tests;

/// <summary>Twin prompts of drawn tokens.</summary>
static class TinyTwins
{
    static readonly int[] lengths = [7, 5, 6, 4];

    /// <summary>Four prompts of different lengths, padded, whose twins differ at every position; "first" is a prompt's first token, "named" one of the next two.</summary>
    public static TwinPrompts Padded(TransformerModel model, PaddingSide side = PaddingSide.Right)
    {
        TokenBatch Batch(long seed) => TokenBatch.FromIds(TinyModels.Rows(model, lengths, seed), side);
        int First(int row) => side == PaddingSide.Left ? lengths.Max() - lengths[row] : 0;
        return new TwinPrompts(Batch(1), Batch(2), new LogitDifference([3, 5, 8, 9], [20, 21, 22, 23]))
        {
            Positions = new Dictionary<string, IReadOnlyList<int>> { ["first"] = [.. lengths.Select((_, row) => First(row))], ["named"] = [.. lengths.Select((_, row) => First(row) + 1 + row % 2)] },
        };
    }
}
