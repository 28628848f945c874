namespace Overhear;

/// <summary>Builds a table of merges, checking that each part and each result is a piece.</summary>
sealed class MergeReader(IReadOnlyDictionary<string, int> vocabulary, int capacity)
{
    int rank;

    /// <summary>What was read so far.</summary>
    public MergeTable Table { get; } = new(capacity);

    /// <summary>Adds the next merge.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    public string? Add(string left, string right)
    {
        if ((Unknown(left) ?? Unknown(right) ?? Unknown(left + right)) is { } fault) return fault;
        Table.Add(vocabulary[left], vocabulary[right], rank++, vocabulary[left + right]);
        return null;

        string? Unknown(string piece) => vocabulary.ContainsKey(piece)
            ? null
            : $"the merge of {FaultList.Quote(left)} and {FaultList.Quote(right)} names {FaultList.Quote(piece)}, which is no piece of the vocabulary";
    }

    /// <summary>The two parts of a merge in one text: divided by a single space.</summary>
    /// <returns>False where it is not of this form.</returns>
    public static bool TryDivide(string text, out string left, out string right)
    {
        var space = text.IndexOf(' ');
        (left, right) = space > 0 ? (text[..space], text[(space + 1)..]) : ("", "");
        return right.Length > 0 && !right.Contains(' ');
    }
}
