namespace Overhear;

/// <summary>How many rows of the residual stream a batch of patched runs has: a rung of a fixed ladder, so that results do not depend on what memory happens to be free.</summary>
static class BatchLadder
{
    /// <summary>The rungs. More rows than the last make nothing faster on a CPU.</summary>
    public static IReadOnlyList<int> Rungs { get; } = [120, 240, 480, 960, 1920];

    /// <summary>The largest rung whose values stay within a quarter of the memory budget; the plain runs take their share of the rest.</summary>
    /// <exception cref="InvalidOperationException">Not even the first one does.</exception>
    public static int RowsFor(TransformerModel model, int length)
    {
        var (c, budget) = (model.Config, Work.Current.MemoryBudget);
        // Stream before, behind attention and after the layer; queries, keys, values and z; the MLP's inside; scores and pattern, each twice while they are made.
        var numbers = 8L * c.DModel + 2L * (2 * c.Heads + 2 * c.KeyValueHeads) * c.DHead + (c.GatedMlp ? 5L : 4L) * c.DMlp + 4L * c.Heads * length;
        var bytes = numbers * model.Weights.Embed.element_size();
        var found = Rungs.LastOrDefault(rows => rows * bytes <= budget / 4);
        var least = Math.Max(Rungs[0], length); // a batch holds at least one prompt whole
        return found > 0 && least * bytes <= budget / 4 ? found : throw new InvalidOperationException(FormattableString.Invariant(
            $"Patched runs of {model.Name} take {least * bytes / 1e6:0} MB for {least} rows, and a quarter of the memory budget is {budget / 4e6:0} MB. Raise the budget with Work.Begin(memoryBudget: …)."));
    }
}
