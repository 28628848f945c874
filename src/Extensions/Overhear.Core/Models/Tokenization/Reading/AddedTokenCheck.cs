namespace Overhear;

/// <summary>Whether added tokens fit a vocabulary and each other.</summary>
static class AddedTokenCheck
{
    /// <summary>What does not fit.</summary>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, int> vocabulary, IEnumerable<AddedToken> added)
    {
        var owners = vocabulary.GroupBy(entry => entry.Value).ToDictionary(group => group.Key, group => group.First().Key);
        var contents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in added)
        {
            var quoted = FaultList.Quote(token.Content);
            if (!contents.Add(token.Content)) yield return $"{quoted} is added twice";
            else if (vocabulary.TryGetValue(token.Content, out var id) && id != token.Id) yield return $"{quoted} is added with the id {token.Id}, and has the id {id} in the vocabulary";
            else if (!owners.TryAdd(token.Id, token.Content) && owners[token.Id] != token.Content) yield return $"{quoted} is added with the id {token.Id}, which belongs to {FaultList.Quote(owners[token.Id])}";
        }
    }
}
