using System.Globalization;

namespace Overhear;

/// <summary>Tokens that may come next, as the rows of a table.</summary>
static class TokenTable
{
    public static TableFigure Of(string title, IReadOnlyList<TokenPrediction> tokens) => Figure.Table(
        title, ["rank", "token", "id", "logit", "probability"],
        tokens.Select(token => (string[])
        [
            token.Rank.ToString(CultureInfo.InvariantCulture), token.Piece, token.Id.ToString(CultureInfo.InvariantCulture),
            token.Logit.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−'), token.Probability.ToString("0.000", CultureInfo.InvariantCulture),
        ]),
        tokens.Select(token => Math.Clamp(token.Probability, 0, 1)));
}
