using System.Globalization;

namespace Overhear;

/// <summary>Colours between colours, mixed where equal steps look equal: in Oklab (Ottosson 2020, "A perceptual color space for image processing").</summary>
static class ColourRamp
{
    /// <summary>The colour at a share of a ramp of stops that stand equally far apart.</summary>
    public static string At(IReadOnlyList<string> stops, double share)
    {
        var place = Math.Clamp(share, 0, 1) * (stops.Count - 1);
        var from = Math.Min((int)place, stops.Count - 2);
        var part = place - from;
        if (part == 0) return stops[from];
        if (part == 1) return stops[from + 1];
        var (a, b) = (Oklab(stops[from]), Oklab(stops[from + 1]));
        return Written([.. a.Zip(b, (x, y) => x + (y - x) * part)]);
    }

    /// <summary>How light a colour looks, 0 for black to 1 for white.</summary>
    public static double Lightness(string colour) => Oklab(colour)[0];

    static double[] Oklab(string colour)
    {
        var (r, g, b) = (Linear(colour, 1), Linear(colour, 3), Linear(colour, 5));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return [0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s];
    }

    static string Written(double[] lab)
    {
        var l = Math.Pow(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
        var m = Math.Pow(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
        var s = Math.Pow(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);
        var r = Byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        var g = Byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        var b = Byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return string.Create(CultureInfo.InvariantCulture, $"#{r:x2}{g:x2}{b:x2}");
    }

    static double Linear(string colour, int at)
    {
        var c = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    static int Byte(double linear)
    {
        var c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (int)Math.Round(Math.Clamp(c, 0, 1) * 255);
    }
}
