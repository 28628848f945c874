namespace Overhear;

/// <summary>Labels to the left of the rows of a picture.</summary>
sealed class RowLabels
{
    const int LongestLabel = 24;

    readonly IReadOnlyList<string> labels;
    readonly double step, size;
    readonly int every;

    /// <summary>Lays labels out.</summary>
    /// <param name="labels">The labels, as a reader can see them.</param>
    /// <param name="step">From one to the next, in pixels.</param>
    public RowLabels(IEnumerable<string> labels, double step)
    {
        this.labels = [.. labels.Select(label => VisibleText.Cut(label, LongestLabel))];
        this.step = step;
        size = step >= 14 ? Sheet.FontSize : 11;
        every = Math.Max(1, (int)Math.Ceiling((size + 1) / step));
        Width = TextSize.Widest(this.labels, size) * TextSize.Room + 8;
    }

    /// <summary>The room to the left of the rows.</summary>
    public double Width { get; }

    /// <summary>Writes the labels, their ends near <paramref name="right"/>.</summary>
    public void Draw(Sheet sheet, double right, double top)
    {
        for (var i = 0; i < labels.Count; i += every)
            sheet.Text(right - 6, top + (i + 0.5) * step + size * 0.35, labels[i], size: size, anchor: TextAnchor.End);
    }
}
