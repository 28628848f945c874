namespace Overhear;

/// <summary>The numbers at the two ends of a colour scale.</summary>
/// <param name="Least">The number with the first colour.</param>
/// <param name="Most">The number with the last colour; more than <paramref name="Least"/>.</param>
/// <param name="IsDiverging">Whether the scale has its neutral colour at 0, in the middle.</param>
sealed record ColourRange(double Least, double Most, bool IsDiverging)
{
    /// <summary>The range for a scale and its numbers; ends that are given win over those of the numbers.</summary>
    public static ColourRange Of(IEnumerable<double> numbers, ColourScale scale, double? least, double? most)
    {
        var finite = numbers.Where(double.IsFinite).DefaultIfEmpty(0);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in finite)
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        var diverging = scale == ColourScale.Diverging || (scale == ColourScale.FromNumbers && low < 0 && high > 0);
        if (!diverging)
            return Widened(least ?? low, most ?? high, isDiverging: false);
        var reach = Math.Max(Math.Abs(least ?? low), Math.Abs(most ?? high));
        if (most is not null && least is null)
            reach = Math.Abs(most.Value);
        if (least is not null && most is null)
            reach = Math.Abs(least.Value);
        return Widened(-reach, reach, isDiverging: true);
    }

    /// <summary>Where a number lies between the ends, from 0 to 1. Halves, since the difference of the ends may be more than a double holds.</summary>
    public double Share(double number) => Math.Clamp((number / 2 - Least / 2) / (Most / 2 - Least / 2), 0, 1);

    // A scale of no width has no colours: a table of one number gets a scale of width 1 (or 2 around 0).
    static ColourRange Widened(double least, double most, bool isDiverging) => most > least
        ? new ColourRange(least, most, isDiverging)
        : isDiverging ? new ColourRange(-1, 1, true) : new ColourRange(least, least + 1, false);
}
