namespace Overhear;

/// <summary>Labels under the columns of a picture: upright where they fit, turned where they are too wide, every second or third where they are too many.</summary>
sealed class LabelAxis
{
    const int LongestLabel = 18;
    const double Size = 11.5, Turn = -45;
    static readonly double Slope = Math.Sqrt(0.5);

    readonly IReadOnlyList<string> labels;
    readonly double step;
    readonly int every;
    readonly bool isTurned;

    /// <summary>Lays labels out.</summary>
    /// <param name="labels">The labels, as a reader can see them.</param>
    /// <param name="step">From one to the next, in pixels.</param>
    public LabelAxis(IEnumerable<string> labels, double step)
    {
        this.labels = [.. labels.Select(label => VisibleText.Cut(label, LongestLabel))];
        this.step = step;
        var widest = TextSize.Widest(this.labels, Size);
        isTurned = widest > step - 4 && widest > 26;
        every = Math.Max(1, (int)Math.Ceiling((isTurned ? Size + 1.5 : widest + 5) / step));
        // Numbers that count on look right in fives and tens.
        if (every is 3 or 4) every = 5;
        else if (every is > 5 and < 10) every = 10;
        var shown = Shown().Select(i => this.labels[i]).ToList();
        Height = isTurned ? TextSize.Widest(shown, Size) * TextSize.Room * Slope + 10 : 18;
        LeftOverhang = isTurned
            ? Shown().Select(i => TextSize.Width(this.labels[i], Size) * TextSize.Room * Slope + 6 - (i + 0.5) * step).DefaultIfEmpty(0).Max()
            : widest / 2 - step / 2;
    }

    /// <summary>How wide a column has to be for its label to stand upright.</summary>
    public static double Upright(IEnumerable<string> labels) => TextSize.Room * TextSize.Widest(labels.Select(label => VisibleText.Cut(label, LongestLabel)), Size) + 6;

    /// <summary>The room under the axis.</summary>
    public double Height { get; }

    /// <summary>How far labels reach beyond the left end of the axis.</summary>
    public double LeftOverhang { get; }

    /// <summary>Writes the labels under an axis.</summary>
    public void Draw(Sheet sheet, double left, double y)
    {
        foreach (var i in Shown())
            if (isTurned) sheet.Text(left + (i + 0.5) * step + 4, y + 13, labels[i], size: Size, anchor: TextAnchor.End, turn: Turn);
            else sheet.Text(left + (i + 0.5) * step, y + 14, labels[i], size: Size, anchor: TextAnchor.Middle);
    }

    IEnumerable<int> Shown() => Enumerable.Range(0, labels.Count).Where(i => i % every == 0);
}
