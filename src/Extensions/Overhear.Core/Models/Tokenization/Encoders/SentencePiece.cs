namespace Overhear;

/// <summary>A piece of a SentencePiece model.</summary>
readonly record struct SentencePiece(int Id, string Text, float Score, SentencePieceKind Kind);
