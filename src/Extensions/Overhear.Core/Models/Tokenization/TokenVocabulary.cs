namespace Overhear;

/// <summary>Pieces and ids, added tokens included.</summary>
sealed class TokenVocabulary
{
    readonly Dictionary<string, int> ids;
    readonly string?[] pieces;

    public TokenVocabulary(IReadOnlyDictionary<string, int> model, IEnumerable<AddedToken> added)
    {
        ids = new Dictionary<string, int>(model, StringComparer.Ordinal);
        foreach (var token in added) ids[token.Content] = token.Id;
        pieces = new string?[ids.Count == 0 ? 0 : ids.Values.Max() + 1];
        foreach (var (piece, id) in ids) pieces[id] = piece;
    }

    /// <summary>One more than the highest id.</summary>
    public int Size => pieces.Length;

    /// <summary>The id of a piece; null where there is none.</summary>
    public int? IdOf(string piece) => ids.TryGetValue(piece, out var id) ? id : null;

    /// <summary>Whether a piece has the id.</summary>
    public bool Has(int id) => id >= 0 && id < pieces.Length && pieces[id] is not null;

    /// <summary>The piece of an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No piece has the id.</exception>
    public string PieceOf(int id)
    {
        if (id < 0 || id >= pieces.Length)
            throw new ArgumentOutOfRangeException(nameof(id), id, $"A token id of this tokenizer is a whole number from 0 to {pieces.Length - 1}; {id} was given.");
        return pieces[id] ?? throw new ArgumentOutOfRangeException(nameof(id), id, $"No token of this tokenizer has the id {id}: its files leave it out.");
    }
}
