namespace Overhear;

/// <summary>A byte-pair encoding as tokenizer.json or vocab.json and merges.txt describe it, checked: every part of a merge is a piece.</summary>
sealed class BytePairModel
{
    /// <summary>The ids of the pieces, without added tokens.</summary>
    public required Dictionary<string, int> Vocabulary { get; init; }

    /// <summary>What merges, and in which order.</summary>
    public required MergeTable Merges { get; init; }

    /// <summary>The token of a character that is no piece; null where such a character is dropped.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Whether unknown characters in a row become one token.</summary>
    public bool FuseUnknown { get; init; }

    /// <summary>Whether the bytes of an unknown character are taken, as the pieces <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, where all of them are there.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether a stretch that is a piece is taken as it is, even if no merge builds it.</summary>
    public bool IgnoreMerges { get; init; }
}
