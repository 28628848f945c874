using System.Globalization;

namespace Overhear;

/// <summary>One way of writing for all numbers of a table, so that they stand under each other.</summary>
sealed class NumberFormat
{
    readonly string format;

    NumberFormat(string format) => this.format = format;

    /// <summary>The decimal places that show three or four digits of the largest number; powers of ten where the largest is tiny or huge.</summary>
    public static NumberFormat For(IEnumerable<double> numbers)
    {
        var largest = 0.0;
        var whole = true;
        foreach (var number in numbers)
            if (double.IsFinite(number))
            {
                largest = Math.Max(largest, Math.Abs(number));
                whole &= number == Math.Truncate(number);
            }
        return new NumberFormat(
            largest >= 1e7 || (largest > 0 && largest < 1e-3) ? "0.00e+0"
            : whole ? "0"
            : largest >= 1000 ? "0.0"
            : largest >= 10 ? "0.00"
            : "0.000");
    }

    /// <summary>The number; exactly 0 as a bare 0, so that it differs from what was rounded to it.</summary>
    public string Write(double number) => number switch
    {
        0 => "0",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        double.NaN => "–",
        _ => Rounded(number),
    };

    string Rounded(double number)
    {
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') ? "−" + text[1..] : text;
    }

    /// <summary>One number by itself, to four digits.</summary>
    public static string Single(double number) => For([number]) is var own && Math.Abs(number) is >= 1e-3 and < 1e4 && number != Math.Truncate(number)
        ? number.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−')
        : own.Write(number);
}
