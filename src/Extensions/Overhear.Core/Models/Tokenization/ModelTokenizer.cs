using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>
/// The tokenizer of a language model, read from its folder: from text to the ids that Hugging Face's tokenizers give, and back.
/// </summary>
/// <remarks>
/// <para>Read are, the first that is there: <c>tokenizer.json</c> (byte-level BPE as GPT-2, Pythia, SmolLM2, Llama 3 and Qwen2 have
/// it; LLaMA's BPE in both of its layouts; one token a word); <c>vocab.json</c> with <c>merges.txt</c> (GPT-2, OPT);
/// <c>tokenizer.model</c> (SentencePiece BPE). Beside them <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>,
/// <c>added_tokens.json</c>, and <c>config.json</c> for BOS, EOS and padding that no other file names. Anything else is refused.</para>
/// <para>Byte-level BPE is merged by Microsoft.ML.Tokenizers' BpeTokenizer, whose ids are Hugging Face's. LLaMA's and SentencePiece's
/// are merged by a loop of our own behind the same library's abstract class, as its SentencePieceTokenizer gives other ids.
/// <see cref="Describe"/> says which is at work.</para>
/// <para>Where special strings such as <c>&lt;/s&gt;</c> stand in a text they are tokens, as in Hugging Face's tokenizers; a
/// <c>tokenizer.model</c> that no other file accompanies has SentencePiece's rule, by which text never becomes a control token.
/// Letters, digits and white space are those of .NET's Unicode tables. Half a surrogate pair is read as U+FFFD.</para>
/// <para>Encoding a megabyte takes about a second at most. Safe to use from several threads.</para>
/// </remarks>
public sealed class ModelTokenizer
{
    readonly PipelineTokenizer pipeline;
    readonly TokenizerParts parts;
    readonly SpecialRoles roles;
    readonly HashSet<int> special;

    ModelTokenizer(TokenizerParts parts, TokenizerSettings settings)
    {
        this.parts = parts;
        pipeline = new(parts);
        roles = new(parts, settings, pipeline.Vocabulary);
        special = [.. parts.Added.Where(token => token.Special).Select(token => token.Id), .. parts.ControlIds, .. roles.Before, .. roles.Behind];
        foreach (var id in (int?[])[BosId, EosId, PadId])
            if (id is { } known) special.Add(known);
        ContentHash = Hash();
    }

    /// <summary>Reads the tokenizer of a model's folder. Nothing in the files is run.</summary>
    /// <param name="folder">The folder with the tokenizer's files.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="FileNotFoundException">It holds no tokenizer.</exception>
    /// <exception cref="InvalidFileException">A file is malformed, or of a kind that is not supported; the message lists everything that is wrong.</exception>
    public static ModelTokenizer Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (parts, settings) = TokenizerFolder.Read(folder);
        return new(parts, settings);
    }

    /// <summary>The same tokenizer as one of Microsoft.ML.Tokenizers; it adds nothing in front of a text.</summary>
    public Tokenizer Tokenizer => pipeline;

    /// <summary>How many ids there are: they run from 0 to one less.</summary>
    public int VocabularySize => pipeline.Vocabulary.Size;

    /// <summary>The token that begins a text (BOS); null where the files name none.</summary>
    public int? BosId => roles.BosId;

    /// <summary>The token that ends a text (EOS); null where the files name none.</summary>
    public int? EosId => roles.EosId;

    /// <summary>The token that fills up batches; null where the files name none.</summary>
    public int? PadId => roles.PadId;

    /// <summary>Whether the tokenizer's files say that BOS is put in front of every text.</summary>
    public bool AddsBos => BosId is { } bos && roles.Before.Contains(bos);

    /// <summary>SHA-256 of the files that say how text is encoded and of the special tokens; equal hashes mean equal ids. 64 hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text; an empty one has no ids.</param>
    /// <param name="addSpecialTokens">Whether what the tokenizer's files put in front and behind is added, such as BOS.</param>
    /// <param name="specialTokensAsText">Whether special strings inside the text are ordinary text; otherwise each becomes its token.</param>
    /// <exception cref="ArgumentException">The text holds words for which the tokenizer has no token; the message lists them.</exception>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = false, bool specialTokensAsText = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = pipeline.Ids(text, specialTokensAsText);
        return addSpecialTokens ? [.. roles.Before, .. ids, .. roles.Behind] : ids;
    }

    /// <summary>The text of ids. What is no UTF-8 becomes U+FFFD.</summary>
    /// <param name="ids">Token ids.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is not of this tokenizer.</exception>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return pipeline.Decode(skipSpecialTokens ? ids.Where(id => !IsSpecial(id)) : ids);
    }

    /// <summary>The pieces of ids as they stand in the vocabulary: <c>Ġthe</c>, <c>▁the</c>, <c>&lt;0xE2&gt;</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not of this tokenizer.</exception>
    public IReadOnlyList<string> Pieces(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return [.. ids.Select(pipeline.Vocabulary.PieceOf)];
    }

    /// <summary>What each id stands for, readable by itself: spaces as spaces, parts of a character as <c>\xE2</c>, special tokens as they are written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not of this tokenizer.</exception>
    public IReadOnlyList<string> DisplayPieces(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return [.. ids.Select(pipeline.Display)];
    }

    /// <summary>
    /// The stretches that a text is cut into before anything merges, in the normalized text; added tokens are stretches of their own.
    /// A tokenizer that does not cut has one stretch between added tokens.
    /// </summary>
    public IReadOnlyList<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return pipeline.Stretches(text);
    }

    /// <summary>Whether an id means something else than its letters: BOS, EOS, padding, unknown, and whatever the files call special.</summary>
    public bool IsSpecial(int id) => special.Contains(id);

    /// <summary>Whether an id stands for text: there is such a token, it is not special, and no byte that stands in where no piece fits (<c>&lt;0xE2&gt;</c>).</summary>
    internal bool IsText(int id) =>
        pipeline.Vocabulary.Has(id) && !IsSpecial(id) && pipeline.Vocabulary.PieceOf(id) is not ['<', '0', 'x', _, _, '>'];

    /// <summary>The id of a text that is a single token, such as the answer to a prompt.</summary>
    /// <param name="text">The text, with the space in front of it where it stands behind another word.</param>
    /// <exception cref="ArgumentException">It is not a single token; the message shows its pieces.</exception>
    public int SingleToken(string text)
    {
        var ids = Encode(text);
        if (ids.Count == 1) return ids[0];
        if (ids.Count == 0) throw new ArgumentException("An empty text has no token. Give a text that is a single token.", nameof(text));
        var pieces = DisplayPieces(ids).Zip(ids, (piece, id) => $"{FaultList.Quote(piece)} ({id})");
        var other = text.StartsWith(' ') ? text[1..] : ' ' + text;
        var advice = Encode(other).Count == 1 ? $" {FaultList.Quote(other)} is one: mind the space." : " Give a text that is a single token.";
        throw new ArgumentException($"{FaultList.Quote(text)} is {ids.Count} tokens, not one: {string.Join(", ", pieces)}.{advice}", nameof(text));
    }

    /// <summary>What was read and how it works, a line each: kind, engine, normalizer, pattern, special tokens, what was noticed.</summary>
    public string Describe()
    {
        var lines = new List<string>
        {
            ToString(),
            $"engine: {parts.Engine}",
            $"normalizer: {parts.Normalizer?.ToString() ?? "none"}",
            $"spaces: {parts.Prefix?.ToString() ?? "as they are"}",
            $"cut by: {parts.Pattern?.ToString() ?? "nothing"}",
            $"BOS {Named(BosId)}, {(AddsBos ? "put in front of every text" : "not put in front")}; EOS {Named(EosId)}; padding {Named(PadId)}",
            string.Create(CultureInfo.InvariantCulture, $"special tokens: {special.Count}; other added tokens: {parts.Added.Count(token => !IsSpecial(token.Id))}"),
        };
        lines.AddRange(roles.Notes.Select(note => $"note: {note}"));
        lines.Add($"hash: {ContentHash}");
        return string.Join('\n', lines);

        string Named(int? id) => id is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known} {FaultList.Quote(pipeline.Vocabulary.PieceOf(known))}") : "none";
    }

    /// <summary>The kind of tokenizer and the size of its vocabulary.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{parts.Kind}, {VocabularySize} tokens");

    string Hash()
    {
        var content = new StringBuilder();
        foreach (var file in parts.Files) content.Append(Path.GetFileName(file)).Append(' ').Append(FileHash.Sha256(file)).Append('\n');
        foreach (var token in parts.Added) content.Append(token).Append('\n');
        content.Append(CultureInfo.InvariantCulture, $"{BosId} {EosId} {PadId} [{string.Join(' ', roles.Before)}] [{string.Join(' ', roles.Behind)}] {parts.Prefix}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }
}
