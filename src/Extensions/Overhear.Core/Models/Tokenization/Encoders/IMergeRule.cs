namespace Overhear;

/// <summary>Says which neighbours merge, and in which order.</summary>
interface IMergeRule
{
    /// <summary>Whether two neighbours may merge.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <param name="rank">Lower ranks merge first; of equal ranks the leftmost.</param>
    /// <param name="id">The token that they become.</param>
    bool TryMerge(in MergeSymbol left, in MergeSymbol right, out int rank, out int id);
}
