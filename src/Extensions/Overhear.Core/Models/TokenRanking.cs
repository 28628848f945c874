namespace Overhear;

/// <summary>The largest of one position's logits, with their probabilities.</summary>
static class TokenRanking
{
    /// <summary>Largest first; among equals the lower id.</summary>
    public static IReadOnlyList<TokenPrediction> Top(double[] logits, int count, ModelTokenizer? tokenizer)
    {
        var largest = logits.Max();
        var sum = logits.Sum(x => Math.Exp(x - largest));
        var ids = Enumerable.Range(0, logits.Length).ToArray();
        Array.Sort(ids, (a, b) => logits[a] != logits[b] ? logits[b].CompareTo(logits[a]) : a.CompareTo(b));
        return [.. ids.Take(count).Select((id, rank) => new TokenPrediction(rank + 1, id, Piece(tokenizer, id), logits[id], Math.Exp(logits[id] - largest) / sum))];
    }

    /// <summary>A token's readable piece; its id in brackets where the model has no tokenizer, or the tokenizer no such id.</summary>
    public static string Piece(ModelTokenizer? tokenizer, int id) => tokenizer is not null && id < tokenizer.VocabularySize ? tokenizer.DisplayPieces([id])[0] : $"[{id}]";
}
