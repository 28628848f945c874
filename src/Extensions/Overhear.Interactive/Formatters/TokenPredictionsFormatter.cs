using System.Globalization;

namespace Overhear.Interactive;

/// <summary>The most probable next tokens.</summary>
sealed class TokenPredictionsFormatter : TableFormatter<TokenPredictions>
{
    public override Table ToTable(TokenPredictions value) => new(
        ["rank", "piece", "id", "logit", "probability"],
        [.. value.Top.Select(token => (IReadOnlyList<string>)[Whole(token.Rank), token.Piece, Whole(token.Id), Number.Short(token.Logit), Percent(token.Probability)])],
        $"Next after “{value.Prompt}”");

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Percent(double probability) => FormattableString.Invariant($"{100 * probability:0.00} %");
}
