namespace Overhear;

/// <summary>From a text to a prompt that says what was done to it.</summary>
static class PromptTokenizer
{
    public static Prompt Tokenize(ModelTokenizer tokenizer, string text, Bos bos)
    {
        if (bos == Bos.Always && tokenizer.BosId is null) throw new InvalidOperationException("This tokenizer has no BOS token. Use Bos.Never, or Bos.AsTokenizer.");
        var add = bos == Bos.Always || (bos == Bos.AsTokenizer && tokenizer.AddsBos);
        var reason = bos switch
        {
            Bos.Always => "as asked",
            Bos.Never => "as asked",
            _ => tokenizer.AddsBos ? "added, as the tokenizer's files say" : "none, as the tokenizer's files say",
        };
        IReadOnlyList<int> ids = tokenizer.Encode(text);
        if (add) ids = [tokenizer.BosId!.Value, .. ids];
        var count = tokenizer.BosId is { } id ? ids.TakeWhile(i => i == id).Count() : 0;
        return new Prompt(text, ids, tokenizer.DisplayPieces(ids), count, reason);
    }
    /// <summary>Whether the tokenizer has a token for everything in a text.</summary>
    public static bool CanEncode(ModelTokenizer tokenizer, string text)
    {
        try { return tokenizer.Encode(text).Count > 0 || text.Length == 0; }
        catch (ArgumentException) { return false; } // it holds words without a token
    }

    /// <summary>Ids as they are; pieces are the tokenizer's, or the ids in brackets where there is none.</summary>
    public static Prompt OfIds(TransformerModel model, IReadOnlyList<int> ids)
    {
        int[] outside = [.. ids.Where(id => id < 0 || id >= model.Config.VocabularySize).Distinct()];
        if (outside.Length > 0) throw new ArgumentException($"There is no token {string.Join(", ", outside.Take(10))}; ids are 0 to {model.Config.VocabularySize - 1}.", nameof(ids));
        IReadOnlyList<string> pieces = [.. ids.Select(id => TokenRanking.Piece(model.OptionalTokenizer, id))];
        var count = model.OptionalTokenizer?.BosId is { } bos ? ids.TakeWhile(id => id == bos).Count() : 0;
        return new Prompt(string.Concat(pieces), ids, pieces, count, "as in the ids that were given");
    }
}
