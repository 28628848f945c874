namespace Overhear;

/// <summary>A vocabulary in JSON: pieces and their ids.</summary>
static class VocabularyReader
{
    /// <summary>The largest id that is read; no vocabulary comes near it, and a table by id stays small.</summary>
    public const int LargestId = 9_999_999;

    /// <summary>The ids by piece; faults where an id is none, or belongs to two pieces.</summary>
    public static Dictionary<string, int> Read(TokenizerNode node)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var owners = new Dictionary<int, string>();
        foreach (var (piece, value) in node.Fields("an object of pieces and their ids"))
        {
            if (value.Number(0, LargestId) is not { } id) continue;
            if (owners.TryGetValue(id, out var owner)) value.Fault($"the id {id} belongs to {FaultList.Quote(owner)} too; every id needs one piece");
            else owners.Add(id, piece);
            ids[piece] = id;
        }
        if (node.IsObject && ids.Count == 0) node.Fault("the vocabulary is empty");
        return ids;
    }
}
