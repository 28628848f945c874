using System.Globalization;

namespace Overhear;

/// <summary>Numbers of a picture: to a tenth of a pixel, the same on every machine.</summary>
static class SvgNumber
{
    public static string Of(double number)
    {
        if (!double.IsFinite(number)) throw new InvalidOperationException($"A place of {number} has come into a picture.");
        var rounded = Math.Round(number, 1);
        return rounded == 0 ? "0" : rounded.ToString("0.#", CultureInfo.InvariantCulture);
    }
}
