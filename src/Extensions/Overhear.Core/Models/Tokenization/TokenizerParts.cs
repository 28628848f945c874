using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>What the files of a tokenizer say, put together: every step from text to ids and back.</summary>
sealed record TokenizerParts
{
    /// <summary>Which kind of tokenizer this is and where it was read from, for people.</summary>
    public required string Kind { get; init; }

    /// <summary>What merges or looks up, for people.</summary>
    public required string Engine { get; init; }

    /// <summary>The files that say how text is encoded.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The ids of the pieces without added tokens.</summary>
    public required IReadOnlyDictionary<string, int> ModelVocabulary { get; init; }

    /// <summary>Tokens that are found in the text as a whole.</summary>
    public required IReadOnlyList<AddedToken> Added { get; init; }

    /// <summary>What is done to the text between added tokens; null for nothing.</summary>
    public Normalizer? Normalizer { get; init; }

    /// <summary>What is done to its spaces; null for nothing.</summary>
    public SpacePrefix? Prefix { get; init; }

    /// <summary>What cuts it; null where nothing does.</summary>
    public StretchPattern? Pattern { get; init; }

    /// <summary>What makes tokens of a stretch.</summary>
    public required IStretchEncoder Encoder { get; init; }

    /// <summary>What makes text of tokens.</summary>
    public required ITokenDecoder Decoder { get; init; }

    /// <summary>Ids that go in front of a text with special tokens.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>Ids that go behind a text with special tokens.</summary>
    public IReadOnlyList<int> Behind { get; init; } = [];

    /// <summary>Ids that mean something else than their letters although no added token says so.</summary>
    public IReadOnlyList<int> ControlIds { get; init; } = [];

    /// <summary>The beginning of a text, as the tokenizer's own file names it.</summary>
    public int? BosId { get; init; }

    /// <summary>The end of a text, as the tokenizer's own file names it.</summary>
    public int? EosId { get; init; }

    /// <summary>What fills up batches, as the tokenizer's own file names it.</summary>
    public int? PadId { get; init; }
}
