namespace Overhear;

/// <summary>Tables of coloured cells.</summary>
static class Cells
{
    // Smaller cells touch, so that their gaps do not drown them.
    const double LeastWithGap = 8;
    const double FadedOpacity = .3;

    /// <summary>Draws cells, those of one colour as one path; neighbours of one colour that touch become one.</summary>
    /// <param name="sheet">Where to draw.</param>
    /// <param name="left">The left end of the table.</param>
    /// <param name="top">Its upper end.</param>
    /// <param name="width">A cell's width.</param>
    /// <param name="height">A cell's height.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">How many columns a row has.</param>
    /// <param name="value">The number of a cell; one that is not finite leaves it empty.</param>
    /// <param name="range">The colour scale.</param>
    /// <param name="isPale">Whether there is text in the cells.</param>
    /// <param name="leastStep">The first step of the scale that is drawn.</param>
    /// <param name="isFaded">Whether a cell is faded; none is where it is left out.</param>
    public static void Draw(
        Sheet sheet, double left, double top, double width, double height, int rows, Func<int, int> columns, Func<int, int, double> value, ColourRange range,
        bool isPale = false, int leastStep = 0, Func<int, int, bool>? isFaded = null)
    {
        var boxes = new SortedDictionary<(bool IsFaded, int Step), List<Shape>>();
        bool Fades(int row, int column) => isFaded?.Invoke(row, column) ?? false;
        var gap = Math.Min(width, height) >= LeastWithGap ? 1 : 0;
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns(row); column++)
            {
                if (!double.IsFinite(value(row, column))) continue;
                var step = Paints.StepOf(range, value(row, column));
                if (step < leastStep) continue;
                var (first, faded) = (column, Fades(row, column));
                while (gap == 0 && column + 1 < columns(row) && double.IsFinite(value(row, column + 1)) && Paints.StepOf(range, value(row, column + 1)) == step && Fades(row, column + 1) == faded) column++;
                if (!boxes.TryGetValue((faded, step), out var same)) boxes[(faded, step)] = same = [];
                same.Add(new Box(left + first * width, top + row * height, (column + 1 - first) * width - gap, height - gap));
            }
        foreach (var (of, same) in boxes)
            sheet.Fill(Paints.Step(range.IsDiverging, isPale, of.Step), same, of.IsFaded ? FadedOpacity : 1);
    }
}
