namespace Overhear;

/// <summary>The kinds of pieces of a SentencePiece model, numbered as in its file.</summary>
enum SentencePieceKind
{
    /// <summary>Made from text.</summary>
    Normal = 1,
    /// <summary>Stands for text that is no piece.</summary>
    Unknown = 2,
    /// <summary>Never made from text: the beginning and the end of a text.</summary>
    Control = 3,
    /// <summary>Found in the text before anything merges.</summary>
    UserDefined = 4,
    /// <summary>Built by merges, then taken apart again.</summary>
    Unused = 5,
    /// <summary>One byte of a character that is no piece.</summary>
    Byte = 6,
}
