using System.Globalization;

namespace Overhear;

/// <summary>An axis of numbers: where it begins and ends, and which round numbers stand at its ticks.</summary>
sealed class QuantityScale
{
    const int MostTicks = 50;

    readonly int decimals;
    readonly bool isScientific;

    QuantityScale(double least, double most, double step)
    {
        (Least, Most) = (least, most);
        List<double> ticks = [];
        // Numbers too large for their differences would count on the spot for ever.
        for (var (i, at) = (0, Math.Ceiling(least / step - 1e-9)); i < MostTicks && (at + i) * step <= most + step * 1e-9; i++)
            if ((at + i) * step is var tick && (ticks.Count == 0 || tick > ticks[^1])) ticks.Add(Math.Round(tick, Math.Clamp(2 - (int)Math.Floor(Math.Log10(step)), 0, 15)));
        Ticks = ticks.Count > 0 ? ticks : [least];
        var largest = Math.Max(Math.Abs(least), Math.Abs(most));
        isScientific = largest >= 1e6 || step < 1e-4;
        decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
    }

    /// <summary>The number at the left or lower end.</summary>
    public double Least { get; }

    /// <summary>The number at the right or upper end.</summary>
    public double Most { get; }

    /// <summary>The numbers that are written beside the axis, ascending.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>A scale for some numbers.</summary>
    /// <param name="numbers">What has to find a place on it; those that are not finite are left out.</param>
    /// <param name="mostTicks">About how many ticks there is room for, at least 2.</param>
    /// <param name="startsAtZero">Whether 0 belongs on it, as for bars.</param>
    public static QuantityScale Of(IEnumerable<double> numbers, int mostTicks, bool startsAtZero = false)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        var whole = true;
        foreach (var number in numbers.Where(double.IsFinite))
        {
            (least, most) = (Math.Min(least, number), Math.Max(most, number));
            whole &= number == Math.Truncate(number);
        }
        if (least > most) (least, most, whole) = (0, 1, false);
        if (startsAtZero) (least, most) = (Math.Min(0, least), Math.Max(0, most));
        if (least == most) (least, most) = least == 0 ? (0, 1) : (least - Math.Abs(least) / 10, most + Math.Abs(most) / 10);
        // Ends near the largest double would leave it with their margins.
        (least, most) = (Math.Max(least, double.MinValue / 2), Math.Min(most, double.MaxValue / 2));
        var step = RoundStep(most / Math.Max(1, mostTicks - 1) - least / Math.Max(1, mostTicks - 1));
        if (whole) step = Math.Max(1, step);
        var room = most * 0.05 - least * 0.05;
        // A quantity that is never negative keeps the ground under its feet.
        var (low, high) = (least >= 0 && least <= room * 5 ? 0 : least - room, most <= 0 && -most <= room * 5 ? 0 : most + room);
        return new QuantityScale(low, high, step);
    }

    /// <summary>Round numbers between two ends, which stay as they are.</summary>
    public static QuantityScale Between(double least, double most, int mostTicks) => new(least, most, RoundStep(most / Math.Max(1, mostTicks - 1) - least / Math.Max(1, mostTicks - 1)));

    /// <summary>Where a number lies, 0 at the lower end and 1 at the upper.</summary>
    public double Share(double number) => (number / 2 - Least / 2) / (Most / 2 - Least / 2);

    /// <summary>A tick's number, with as many decimal places as its neighbours.</summary>
    public string Write(double tick)
    {
        var text = tick == 0 ? "0" : isScientific ? tick.ToString("0.##e0", CultureInfo.InvariantCulture) : tick.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    // 1, 2 or 5 times a power of ten, whichever comes next.
    static double RoundStep(double rough)
    {
        if (!(rough > 0) || !double.IsFinite(rough)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var share = rough / power;
        return (share <= 1.0000001 ? 1 : share <= 2.0000001 ? 2 : share <= 5.0000001 ? 5 : 10) * power;
    }
}
