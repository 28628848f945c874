namespace Overhear;

/// <summary>One token that may come next.</summary>
/// <param name="Rank">1 for the most probable.</param>
/// <param name="Id">Its id.</param>
/// <param name="Piece">What it stands for, readable.</param>
/// <param name="Logit">Its logit.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public sealed record TokenPrediction(int Rank, int Id, string Piece, double Logit, double Probability)
{
    /// <summary>Adds tokens as tables over these axes.</summary>
    internal static void AddTo(ResultContent content, string[] axes, IReadOnlyList<TokenPrediction> tokens) => content
        .Integers("top_rank", "rank among the next tokens, 1 for the most probable", axes, tokens.Select(token => token.Rank))
        .Integers("top_id", "token id", axes, tokens.Select(token => token.Id))
        .Texts("top_piece", "what the token stands for", axes, tokens.Select(token => token.Piece))
        .Numbers("top_logit", "logit", "logits", axes, tokens.Select(token => token.Logit))
        .Numbers("top_probability", "probability, 0 to 1", "", axes, tokens.Select(token => token.Probability));

    /// <summary>Reads such tables.</summary>
    internal static IReadOnlyList<TokenPrediction> From(ResultReader reader, params string[] axes)
    {
        var (ranks, ids, pieces) = (reader.Integers("top_rank", axes), reader.Integers("top_id", axes), reader.Texts("top_piece", axes));
        var (logits, probabilities) = (reader.Numbers("top_logit", axes), reader.Numbers("top_probability", axes));
        return [.. ids.Select((id, i) => new TokenPrediction(ranks[i], id, pieces[i], logits[i], probabilities[i]))];
    }
}
