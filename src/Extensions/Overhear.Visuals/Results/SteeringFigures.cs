namespace Overhear;

/// <summary>Figures of <see cref="SteeringVector"/>.</summary>
public static class SteeringFigures
{
    /// <summary>The dimensions in which the vector is longest, as bars.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="count">How many dimensions; at least 1.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one dimension is asked for.</exception>
    public static BarFigure ToBarChart(this SteeringVector vector, int count = 10, string title = "The steering vector's largest dimensions", string notice = "")
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one dimension has to be shown.");
        var shown = vector.Values.Index().OrderByDescending(value => Math.Abs(value.Item)).Take(count).ToList();
        return Figure.Bars(title, shown.Select(value => $"{value.Index}"), shown.Select(value => value.Item), labelTitle: "dimension", valueTitle: "what is added", horizontal: true) with
        {
            Subtitle = FormattableString.Invariant($"{vector.Values.Count} dimensions at {vector.Point}, Euclidean norm {Math.Sqrt(vector.Values.Sum(value => value * value)):0.###}"), Notice = notice,
            Notes = [.. FigureNotes.Where(vector.Record)],
        };
    }
}
