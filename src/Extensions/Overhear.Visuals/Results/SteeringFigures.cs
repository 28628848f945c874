namespace Overhear;

/// <summary>Figures of <see cref="SteeringVector"/>.</summary>
public static class SteeringFigures
{
    /// <summary>The dimensions in which the vector is longest, the longest first.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="count">How many dimensions at most; at least 1.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one dimension is asked for.</exception>
    public static BarFigure ToBarChart(this SteeringVector vector, int count = 12, string title = "What is added to the residual stream", string notice = "")
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one dimension has to be shown.");
        var (squares, shown) = (vector.Values.Sum(value => value * value), vector.Values.Index().OrderByDescending(dimension => Math.Abs(dimension.Item)).Take(count).ToList());
        var share = squares == 0 ? 0 : shown.Sum(dimension => dimension.Item * dimension.Item) / squares;
        return Figure.Bars(title, shown.Select(dimension => $"{dimension.Index}"), shown.Select(dimension => dimension.Item), labelTitle: "dimension", valueTitle: "what is added", horizontal: true) with
        {
            Subtitle = FormattableString.Invariant($"{vector.Point.Name}, length {Math.Sqrt(squares):0.###}; {shown.Count} of {vector.Values.Count} dimensions, with {100 * share:0.#} % of its square"),
            Notice = notice, Notes = [.. FigureNotes.Where(vector.Record)],
        };
    }
}
