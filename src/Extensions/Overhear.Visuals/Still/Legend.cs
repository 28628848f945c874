namespace Overhear;

/// <summary>The names of curves or groups of points beside a sample of each, in as many rows as they need.</summary>
static class Legend
{
    const double RowHeight = 18, Sample = 24, Between = 16;

    /// <summary>Draws the legend.</summary>
    /// <param name="sheet">Where to draw.</param>
    /// <param name="width">The width of the picture.</param>
    /// <param name="names">The names; where there is one alone, the title says what it is.</param>
    /// <param name="sample">Draws a sample of the series with this index around a place.</param>
    /// <returns>The height that it takes.</returns>
    public static double Draw(Sheet sheet, double width, IReadOnlyList<string> names, Action<int, double, double> sample)
    {
        if (names.Count < 2) return 0;
        var (x, y) = (0.0, 0.0);
        foreach (var (index, name) in names.Index())
        {
            var shown = TextSize.Cut(VisibleText.OfLabel(name), width - Sample - 6);
            var needed = Sample + 6 + TextSize.Width(shown) * TextSize.Room;
            if (x > 0 && x + needed > width) (x, y) = (0, y + RowHeight);
            sample(index, x + Sample / 2, y + 8);
            sheet.Text(x + Sample + 6, y + 12, shown);
            x += needed + Between;
        }
        return y + RowHeight + 4;
    }
}
