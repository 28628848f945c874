namespace Overhear;

/// <summary>Whether added tokens fit a vocabulary and each other.</summary>
static class AddedTokenCheck
{
    /// <summary>What does not fit.</summary>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<AddedToken> added)
    {
        var ids = added.Select(token => token.Id).ToHashSet();
        var owners = new Dictionary<int, string>();
        foreach (var (piece, id) in vocabulary)
            if (ids.Contains(id)) owners.TryAdd(id, piece);
        var contents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in added)
        {
            var quoted = FaultList.Quote(token.Content);
            if (!contents.Add(token.Content)) yield return $"{quoted} is added twice";
            else if (vocabulary.TryGetValue(token.Content, out var known) && known != token.Id) yield return $"{quoted} is added with the id {token.Id}, and has the id {known} in the vocabulary";
            else if (!owners.TryAdd(token.Id, token.Content) && owners[token.Id] != token.Content) yield return $"{quoted} is added with the id {token.Id}, which belongs to {FaultList.Quote(owners[token.Id])}";
        }
    }
}
