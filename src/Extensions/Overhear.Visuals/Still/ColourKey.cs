namespace Overhear;

/// <summary>What the colours of a picture mean: a title and a strip from the least number to the largest.</summary>
static class ColourKey
{
    const double StripWidth = 150, StripHeight = 9;

    /// <summary>Draws the key at the left end of a line.</summary>
    /// <returns>The height that it takes.</returns>
    public static double Draw(Sheet sheet, double left, double top, double width, string title, ColourRange range, bool isPale)
    {
        var lines = TextSize.Wrapped(title, Math.Max(width, 200));
        foreach (var (index, line) in lines.Index())
            sheet.Text(left, top + 11 + index * 15, line);
        var y = top + (lines.Count == 0 ? 0 : 4 + lines.Count * 15);
        var ends = NumberFormat.For([range.Least, range.Most]);
        var (least, most) = (Ends(ends, range.Least), Ends(ends, range.Most));
        var x = left + TextSize.Room * TextSize.Width(least, 11) + 6; // room for wider fonts than it was measured with
        var steps = Paints.Steps(range.IsDiverging) + 1;
        sheet.Text(x - 5, y + 8.5, least, Paints.Faint, 11, TextAnchor.End);
        for (var step = 0; step < steps; step++)
        {
            // Each reaches to the end and is covered by the next: edges that only touch would show as hairlines.
            var from = Math.Round(StripWidth * step / steps, 1);
            sheet.Fill(Paints.Step(range.IsDiverging, isPale, step), [new Box(x + from, y, StripWidth - from, StripHeight)]);
        }
        sheet.Line(Paints.Strong, [new Polyline([new(x, y), new(x + StripWidth, y), new(x + StripWidth, y + StripHeight), new(x, y + StripHeight)], IsClosed: true)], 0.5);
        if (range.IsDiverging) sheet.Line(Paints.Strong, [Polyline.Between(x + StripWidth / 2, y - 2, x + StripWidth / 2, y + StripHeight + 2)]);
        sheet.Text(x + StripWidth + 6, y + 8.5, most, Paints.Faint, 11);
        return y - top + StripHeight + 10;
    }

    static string Ends(NumberFormat format, double number) => format.Write(number) is var text && text.Contains('.') && !text.Contains('e') ? text.TrimEnd('0').TrimEnd('.') : format.Write(number);
}
