namespace Overhear;

/// <summary>
/// Byte-pair encoding (Sennrich, Haddow and Birch 2016, arXiv:1508.07909, algorithm 1): merges the pair of the lowest rank until none
/// is left. A queue of candidates makes it n log n in the number of symbols.
/// </summary>
static class MergeLoop
{
    const int MergesBetweenChecks = 1 << 16;

    readonly record struct Candidate(int Left, int Right, int RightId, int Id);

    /// <summary>Merges the symbols in place; what is left is found by following <see cref="MergeSymbol.Next"/> from the first.</summary>
    public static void Run<TRule>(Span<MergeSymbol> symbols, TRule rule) where TRule : IMergeRule, allows ref struct
    {
        if (symbols.Length < 2) return;
        var queue = new PriorityQueue<Candidate, long>(symbols.Length);
        for (var i = 0; i + 1 < symbols.Length; i++) Consider(symbols, rule, queue, i);
        for (var step = 1; queue.TryDequeue(out var candidate, out _); step++)
        {
            if (step % MergesBetweenChecks == 0) Work.Current.ThrowIfCancelled();
            ref var left = ref symbols[candidate.Left];
            // Either side may have merged with another neighbour meanwhile. If the left one grew, what is next to it changed.
            if (left.Id == MergeSymbol.Merged || left.Next != candidate.Right || symbols[candidate.Right].Id != candidate.RightId) continue;
            ref var right = ref symbols[candidate.Right];
            left.Id = candidate.Id;
            left.Length = right.Start + right.Length - left.Start;
            left.Next = right.Next;
            right.Id = MergeSymbol.Merged;
            if (left.Next >= 0)
            {
                symbols[left.Next].Previous = candidate.Left;
                Consider(symbols, rule, queue, candidate.Left);
            }
            if (left.Previous >= 0) Consider(symbols, rule, queue, left.Previous);
        }
    }

    static void Consider<TRule>(Span<MergeSymbol> symbols, TRule rule, PriorityQueue<Candidate, long> queue, int left) where TRule : IMergeRule, allows ref struct
    {
        var right = symbols[left].Next;
        if (rule.TryMerge(symbols[left], symbols[right], out var rank, out var id))
            queue.Enqueue(new Candidate(left, right, symbols[right].Id, id), ((long)rank << 32) | (uint)left);
    }
}
