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
}
