namespace Overhear;

/// <summary>Tables of coloured cells.</summary>
static class Cells
{
    // Smaller cells touch, so that their gaps do not drown them.
    const double LeastWithGap = 8;

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
    public static void Draw(
        Sheet sheet, double left, double top, double width, double height, int rows, Func<int, int> columns, Func<int, int, double> value, ColourRange range,
        bool isPale = false, int leastStep = 0)
    {
        var boxes = new SortedDictionary<int, List<Shape>>();
        var gap = Math.Min(width, height) >= LeastWithGap ? 1 : 0;
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns(row); column++)
            {
                if (!double.IsFinite(value(row, column))) continue;
                var step = Paints.StepOf(range, value(row, column));
                if (step < leastStep) continue;
                var first = column;
                while (gap == 0 && column + 1 < columns(row) && double.IsFinite(value(row, column + 1)) && Paints.StepOf(range, value(row, column + 1)) == step) column++;
                if (!boxes.TryGetValue(step, out var same)) boxes[step] = same = [];
                same.Add(new Box(left + first * width, top + row * height, (column + 1 - first) * width - gap, height - gap));
            }
        foreach (var (step, same) in boxes)
            sheet.Fill(Paints.Step(range.IsDiverging, isPale, step), same);
    }
}
