namespace Overhear;

/// <summary>Cuts texts into pieces of so many tokens.</summary>
sealed class ExcerptCutter
{
    const int CharactersATokenAtFirst = 8;

    readonly ModelTokenizer tokenizer;
    readonly int? bos;
    readonly string bosReason;

    /// <param name="model">Its tokenizer and context.</param>
    /// <param name="tokens">Tokens of a piece, BOS counted.</param>
    /// <param name="bos">Whether BOS is put in front of each.</param>
    public ExcerptCutter(TransformerModel model, int tokens, Bos bos)
    {
        tokenizer = model.Tokenizer;
        var empty = PromptTokenizer.Tokenize(tokenizer, "", bos); // decides about BOS, as for any prompt
        (this.bos, bosReason) = (empty.Length > 0 ? empty.Ids[0] : null, empty.BosReason);
        var least = this.bos is null ? 1 : 2;
        if (tokens < least) throw new ArgumentOutOfRangeException(nameof(tokens), tokens, $"A piece has at least {least} tokens{(least == 2 ? ": BOS and one of the text" : "")}.");
        Length = Math.Min(tokens, model.Config.ContextLength);
        IsCut = Length < tokens;
        Own = Length - least + 1;
    }

    /// <summary>Tokens of a piece, BOS counted, no more than the context.</summary>
    public int Length { get; }

    /// <summary>Whether fewer than were asked for.</summary>
    public bool IsCut { get; }

    /// <summary>Tokens of a piece that are of the text.</summary>
    public int Own { get; }

    /// <summary>The first tokens of a text from a character on; null where it ends before.</summary>
    public IReadOnlyList<int>? First(string text, int start)
    {
        // Most of a long text would be encoded for nothing.
        for (var wanted = Own * CharactersATokenAtFirst; ; wanted *= 2)
        {
            var end = (int)Math.Min(text.Length, (long)start + wanted);
            if (end < text.Length) end = WordEnd(text, start, end);
            var ids = tokenizer.Encode(text[start..end]);
            // Letters that follow could still change the last token.
            if (ids.Count > Own || (end == text.Length && ids.Count == Own)) return [.. ids.Take(Own)];
            if (end == text.Length) return null;
        }
    }

    /// <summary>All tokens of a text, in pieces of equal length but for the last.</summary>
    public IEnumerable<IReadOnlyList<int>> All(string text) => tokenizer.Encode(text).Chunk(Own);

    public TextExcerpt Excerpt(TextDocument document, string place, IReadOnlyList<int> ids)
    {
        IReadOnlyList<int> all = bos is { } first ? [first, .. ids] : ids;
        var prompt = new Prompt(tokenizer.Decode(ids), all, tokenizer.DisplayPieces(all), all.TakeWhile(id => id == tokenizer.BosId).Count(), bosReason);
        return new TextExcerpt(document.Name, place, prompt, IsCut && all.Count == Length);
    }

    static int WordEnd(string text, int start, int end)
    {
        for (var at = end; at > start + 1; at--)
            if (char.IsWhiteSpace(text[at]) && !char.IsWhiteSpace(text[at - 1])) return at;
        return char.IsLowSurrogate(text[end]) ? end + 1 : end;
    }
}
