using System.Globalization;

namespace Overhear.Interactive;

/// <summary>How numbers are written: few digits, a point, the same on every machine.</summary>
static class Number
{
    /// <summary>Four significant digits.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A whole number in groups of three: 124 439 808.</summary>
    public static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00a0');

    /// <summary>Bytes in the largest fitting unit: 4.2 MB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => FormattableString.Invariant($"{bytes / 1e6:0.0} MB"),
        >= 1_000 => FormattableString.Invariant($"{bytes / 1e3:0.0} kB"),
        _ => FormattableString.Invariant($"{bytes} bytes"),
    };
}
