namespace Overhear;

/// <summary>Pairs of random tokens, and then each pair's second token and its first.</summary>
/// <param name="Ids">All token ids, with what was put in front of them.</param>
/// <param name="Answers">The positions whose token follows from those before it: the first token of each pair, when it comes again.</param>
sealed record LookupSequence(IReadOnlyList<int> Ids, IReadOnlyList<int> Answers);
