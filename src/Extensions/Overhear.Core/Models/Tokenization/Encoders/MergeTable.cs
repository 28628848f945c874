namespace Overhear;

/// <summary>The merges of a byte-pair encoding, by the ids of the two parts.</summary>
sealed class MergeTable : IMergeRule
{
    readonly Dictionary<long, (int Rank, int Id)> merges;

    /// <param name="capacity">How many merges are expected.</param>
    public MergeTable(int capacity) => merges = new(capacity);

    /// <summary>Adds a merge. A pair that comes again has its later rank, as in Hugging Face's tokenizers.</summary>
    public void Add(int left, int right, int rank, int id) => merges[Key(left, right)] = (rank, id);

    public bool TryMerge(in MergeSymbol left, in MergeSymbol right, out int rank, out int id)
    {
        var found = merges.TryGetValue(Key(left.Id, right.Id), out var merge);
        (rank, id) = merge;
        return found;
    }

    /// <summary>The pairs of ids in the order of their ranks.</summary>
    public IEnumerable<(int Left, int Right)> InOrder() => merges.OrderBy(merge => merge.Value.Rank).Select(merge => ((int)(merge.Key >> 32), (int)merge.Key));

    static long Key(int left, int right) => ((long)left << 32) | (uint)right;
}
