namespace Overhear;

/// <summary>The pieces of a SentencePiece model that text can become, with the order in which they merge.</summary>
sealed class ScoredPieces
{
    readonly Dictionary<string, (int Rank, int Id)> pieces;
    readonly int longest;

    /// <param name="model">The model; its control, unknown and byte pieces are never made from text.</param>
    public ScoredPieces(SentencePieceModel model)
    {
        var usable = model.Pieces.Where(piece => piece.Kind is SentencePieceKind.Normal or SentencePieceKind.UserDefined).ToList();
        var ranks = usable.Select(piece => piece.Score).Distinct().OrderDescending().Select((score, rank) => (score, rank)).ToDictionary(pair => pair.score, pair => pair.rank);
        pieces = usable.ToDictionary(piece => piece.Text, piece => (ranks[piece.Score], piece.Id), StringComparer.Ordinal);
        longest = usable.Max(piece => piece.Text.Length);
    }

    /// <summary>The piece that a text is; equal scores have equal ranks, higher scores lower ones.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out int rank, out int id)
    {
        (int Rank, int Id) piece = default;
        var found = text.Length <= longest && pieces.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out piece);
        (rank, id) = piece;
        return found;
    }
}
