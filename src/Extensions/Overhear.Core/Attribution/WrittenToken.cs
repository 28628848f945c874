namespace Overhear;

/// <summary>A token whose logit a part of the model raises or lowers.</summary>
/// <param name="Rank">1 for the one that it changes most.</param>
/// <param name="Id">Its id.</param>
/// <param name="Piece">What it stands for, readable.</param>
/// <param name="Logit">By how much the part moves its logit, less the mean over the vocabulary.</param>
public sealed record WrittenToken(int Rank, int Id, string Piece, double Logit)
{
    /// <summary>Adds tokens as tables along an axis.</summary>
    internal static void AddTo(ResultContent content, string axis, IReadOnlyList<WrittenToken> tokens) => content
        .Axis(axis, tokens.Count)
        .Integers($"{axis}_rank", "rank, 1 for the token that is changed most", [axis], tokens.Select(token => token.Rank))
        .Integers($"{axis}_id", "token id", [axis], tokens.Select(token => token.Id))
        .Texts($"{axis}_piece", "what the token stands for", [axis], tokens.Select(token => token.Piece))
        .Numbers($"{axis}_logit", "change of the token's logit, less the mean over the vocabulary", "logits", [axis], tokens.Select(token => token.Logit));

    /// <summary>Reads such tables.</summary>
    internal static IReadOnlyList<WrittenToken> From(ResultReader reader, string axis)
    {
        var (ranks, ids) = (reader.Integers($"{axis}_rank", axis), reader.Integers($"{axis}_id", axis));
        var (pieces, logits) = (reader.Texts($"{axis}_piece", axis), reader.Numbers($"{axis}_logit", axis));
        return [.. ids.Select((id, i) => new WrittenToken(ranks[i], id, pieces[i], logits[i]))];
    }
}
