namespace Overhear;

/// <summary>What an axis says: its title, and the unit in brackets.</summary>
static class AxisTitle
{
    public static string Of(string title, string unit) =>
        unit.Length == 0 ? title
        : title.Length == 0 ? unit
        : $"{title} ({unit})";
}
