namespace Overhear;

/// <summary>Names beside points: where there is room, and not over each other.</summary>
sealed class PointLabels(double left, double right)
{
    const double Size = 10.5, Distance = 6, Longest = 110;

    readonly List<Box> taken = [];

    /// <summary>Keeps the place of a point free of names.</summary>
    public void Keep(double x, double y) => taken.Add(new Box(x - 3, y - 3, 6, 6));

    /// <summary>Writes a point's name to its right, its left, above or below; where all of these are taken the point keeps its name to itself.</summary>
    public void Draw(Sheet sheet, double x, double y, string label)
    {
        var text = TextSize.Cut(VisibleText.OfLabel(label), Longest, Size);
        var width = TextSize.Width(text, Size) * 1.04;
        foreach (var (at, baseline) in new[] { (x + Distance, y + 3.5), (x - Distance - width, y + 3.5), (x - width / 2, y - Distance), (x - width / 2, y + Distance + 8) })
        {
            var box = new Box(at, baseline - 9, width, 11);
            if (at < left || at + width > right || taken.Any(box.Meets)) continue;
            taken.Add(box);
            sheet.Text(at, baseline, text, Paints.Faint, Size);
            return;
        }
    }
}
