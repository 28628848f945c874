using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>
/// The steps of a Hugging Face tokenizer behind Microsoft.ML.Tokenizers' abstract class: added tokens are cut out, the text between
/// them is normalized, cut into stretches and encoded. Nothing is added in front or behind.
/// </summary>
sealed class PipelineTokenizer : Tokenizer
{
    const int StretchesBetweenChecks = 1024;

    readonly TokenizerParts parts;
    readonly AddedTokenSplitter inText;
    readonly AddedTokenSplitter inNormalizedText;
    readonly HashSet<string> added;

    public PipelineTokenizer(TokenizerParts parts)
    {
        this.parts = parts;
        Vocabulary = new(parts.ModelVocabulary, parts.Added);
        added = [.. parts.Added.Select(token => token.Content)];
        inText = new(parts.Added.Where(token => !token.Normalized), token => token.Content);
        inNormalizedText = new(parts.Added.Where(token => token.Normalized), token => Normalize(token.Content));
    }

    public TokenVocabulary Vocabulary { get; }

    public override Normalizer? Normalizer => parts.Normalizer;

    public override PreTokenizer? PreTokenizer => parts.Pattern;

    /// <summary>The ids of a text.</summary>
    /// <exception cref="ArgumentException">It holds words that the tokenizer has no token for.</exception>
    public List<int> Ids(string text, bool specialAsText)
    {
        var ids = new List<int>(text.Length / 3);
        foreach (var (_, token) in Tokens(text, specialAsText, normalize: true, cut: true, normalized: null)) ids.Add(token.Id);
        return ids;
    }

    /// <summary>The stretches that are encoded one by one, added tokens among them as stretches of their own.</summary>
    public IReadOnlyList<string> Stretches(string text)
    {
        var stretches = new List<string>();
        foreach (var (part, token) in Parts(CodePoints.WellFormed(text), specialAsText: false, normalize: true, cut: true))
        {
            if (token is not null) stretches.Add(part);
            else stretches.AddRange(Cut(part, cut: true).Select(place => part.Substring(place.Offset, place.Length)));
        }
        return stretches;
    }

    /// <summary>What one token stands for, readable by itself.</summary>
    public string Display(int id) => Vocabulary.PieceOf(id) is var piece && added.Contains(piece) ? piece : parts.Decoder.Display(piece);

    public override string Decode(IEnumerable<int> ids) => parts.Decoder.Decode([.. ids.Select(Vocabulary.PieceOf)]);

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        var list = ids.ToList();
        var text = Decode(list);
        (idsConsumed, charsWritten) = (0, 0);
        if (!text.TryCopyTo(destination)) return OperationStatus.DestinationTooSmall;
        (idsConsumed, charsWritten) = (list.Count, text.Length);
        return OperationStatus.Done;
    }

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var normalized = new StringBuilder();
        var tokens = new List<EncodedToken>();
        var consumed = 0;
        foreach (var (at, token) in Tokens(text ?? textSpan.ToString(), specialAsText: false, settings.ConsiderNormalization, settings.ConsiderPreTokenization, normalized))
        {
            // The rest is read all the same: the normalized text is returned whole.
            if (tokens.Count == settings.MaxTokenCount) continue;
            var start = at + token.Start;
            consumed = start + token.Length;
            tokens.Add(new(token.Id, Vocabulary.PieceOf(token.Id), start..consumed));
        }
        return new() { Tokens = tokens, NormalizedText = normalized.ToString(), CharsConsumed = tokens.Count < settings.MaxTokenCount ? normalized.Length : consumed };
    }

    // Each token with the place, in the normalized text, that its span counts from.
    IEnumerable<(int At, TokenSpan Token)> Tokens(string text, bool specialAsText, bool normalize, bool cut, StringBuilder? normalized)
    {
        var work = Work.Current;
        var spans = new List<TokenSpan>();
        var unknown = new List<string>();
        var (at, stretches) = (0, 0);
        foreach (var (part, added) in Parts(CodePoints.WellFormed(text), specialAsText, normalize, cut))
        {
            normalized?.Append(part);
            if (added is not null) yield return (at, new(added.Id, 0, part.Length));
            else
                foreach (var (offset, length) in Cut(part, cut))
                {
                    if (++stretches % StretchesBetweenChecks == 0) work.ThrowIfCancelled();
                    spans.Clear();
                    parts.Encoder.Encode(part.AsSpan(offset, length), spans);
                    foreach (var span in spans)
                        if (span.Id == MergeSymbol.Unknown) unknown.Add(part.Substring(offset + span.Start, span.Length));
                        else yield return (at + offset, span);
                }
            at += part.Length;
        }
        if (unknown.Count > 0)
            throw new ArgumentException($"The tokenizer has no token for {string.Join(", ", unknown.Distinct().Take(FaultList.Shown).Select(FaultList.Quote))}, and none for unknown words. "
                + $"Its {parts.ModelVocabulary.Count} words are those of its vocabulary; write the text with them.");
    }

    // Added tokens and the texts between them, ready to be cut.
    IEnumerable<(string Part, AddedToken? Token)> Parts(string text, bool specialAsText, bool normalize, bool cut)
    {
        foreach (var (start, end, token) in inText.Split(text, specialAsText))
        {
            if (token is not null)
            {
                yield return (text[start..end], token);
                continue;
            }
            var between = normalize ? Normalize(text[start..end]) : text[start..end];
            foreach (var (from, to, inside) in inNormalizedText.Split(between, specialAsText))
            {
                var part = between[from..to];
                yield return inside is not null ? (part, inside) : (cut && parts.Prefix is { } prefix ? prefix.Apply(part, first: start + from == 0) : part, null);
            }
        }
    }

    List<(int Offset, int Length)> Cut(string part, bool cut) => cut && parts.Pattern is { } pattern ? pattern.Cut(part) : part.Length == 0 ? [] : [(0, part.Length)];

    string Normalize(string text) => parts.Normalizer?.Normalize(text) ?? text;
}
