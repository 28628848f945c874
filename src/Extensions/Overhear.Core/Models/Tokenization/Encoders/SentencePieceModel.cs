namespace Overhear;

/// <summary>What a SentencePiece BPE model file says, checked.</summary>
sealed class SentencePieceModel
{
    /// <summary>The pieces by id, no two alike.</summary>
    public required IReadOnlyList<SentencePiece> Pieces { get; init; }

    /// <summary>What is done to spaces.</summary>
    public required SentencePieceSpacing Spacing { get; init; }

    /// <summary>Whether decoding drops the space that was put in front of the text.</summary>
    public bool AddDummyPrefix { get; init; }

    /// <summary>Whether decoding drops every space in front of the text.</summary>
    public bool RemoveExtraSpaces { get; init; }

    /// <summary>Whether unknown characters become their bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>The 256 byte pieces' ids; null where not all are there.</summary>
    public int[]? ByteIds { get; init; }

    /// <summary>The piece for what is no piece.</summary>
    public int UnknownId { get; init; }

    /// <summary>What an unknown piece is decoded to.</summary>
    public required string UnknownSurface { get; init; }

    /// <summary>The piece that begins a text, where the model has one.</summary>
    public int? BosId { get; init; }

    /// <summary>The piece that ends a text, where the model has one.</summary>
    public int? EosId { get; init; }

    /// <summary>The piece that fills up batches, where the model has one.</summary>
    public int? PadId { get; init; }
}
