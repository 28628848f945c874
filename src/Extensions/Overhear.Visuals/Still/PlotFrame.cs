namespace Overhear;

/// <summary>The ground of a picture with two axes: grid, ticks, titles, and where a number lies.</summary>
/// <remarks>The title of the vertical axis stands above it, where it can be read without turning the head.</remarks>
sealed class PlotFrame
{
    /// <summary>The width of a picture whose content asks for no other.</summary>
    public const double StandardWidth = 520;

    const double TickSize = 11.5;

    readonly Sheet sheet;
    readonly QuantityScale? across;
    readonly LabelAxis? labels;

    /// <summary>Draws the ground.</summary>
    /// <param name="sheet">Where to draw.</param>
    /// <param name="top">Where the picture begins, below a legend.</param>
    /// <param name="width">The width of the whole picture.</param>
    /// <param name="plotHeight">The height between the axes' ends.</param>
    /// <param name="up">The vertical axis.</param>
    /// <param name="across">The horizontal axis; null where it has labels.</param>
    /// <param name="names">The labels of the horizontal axis; null where it has numbers.</param>
    /// <param name="xTitle">What the horizontal axis is.</param>
    /// <param name="yTitle">What the vertical axis is.</param>
    public PlotFrame(Sheet sheet, double top, double width, double plotHeight, QuantityScale up, QuantityScale? across, IReadOnlyList<string>? names, string xTitle, string yTitle)
    {
        (this.sheet, this.across, Up) = (sheet, across, up);
        var title = TextSize.Wrapped(yTitle, width);
        foreach (var (index, line) in title.Index())
            sheet.Text(0, top + 11 + index * 15, line);
        Top = top + title.Count * 15 + 12;
        Bottom = Top + plotHeight;
        Left = TextSize.Widest(up.Ticks.Select(up.Write), TickSize) * TextSize.Room + 8;
        Right = width - (across is null ? 4 : 14);
        if (names is not null)
        {
            labels = new LabelAxis(names, (Right - Left) / names.Count);
            if (labels.LeftOverhang > Left)
            {
                Left = Math.Min(labels.LeftOverhang, width / 3);
                labels = new LabelAxis(names, (Right - Left) / names.Count);
            }
            Step = (Right - Left) / names.Count;
        }
        Height = DrawAxes(xTitle, width);
    }

    /// <summary>The vertical axis.</summary>
    public QuantityScale Up { get; }

    /// <summary>The left end of the horizontal axis.</summary>
    public double Left { get; }

    /// <summary>The right end of the horizontal axis.</summary>
    public double Right { get; }

    /// <summary>The upper end of the vertical axis.</summary>
    public double Top { get; }

    /// <summary>The lower end of the vertical axis.</summary>
    public double Bottom { get; }

    /// <summary>From one label to the next.</summary>
    public double Step { get; }

    /// <summary>Where the picture ends, titles included.</summary>
    public double Height { get; }

    /// <summary>Where a number, or the middle of a label's place counted from 0, lies on the horizontal axis.</summary>
    public double X(double value) => across is null ? Left + (value + 0.5) * Step : Left + across.Share(value) * (Right - Left);

    /// <summary>Where a number lies on the vertical axis.</summary>
    public double Y(double value) => Bottom - Up.Share(value) * (Bottom - Top);

    /// <summary>Where points lie; labels count from 0.</summary>
    public PictureMap Map => PictureMap.OfPoints(
        [across?.Least ?? 0, Up.Least], [across is null ? X(0) : Left, across is null ? Step : (Right - Left) / (across.Most - across.Least), 0], [Bottom, 0, (Top - Bottom) / (Up.Most - Up.Least)]);

    /// <summary>Draws lines to compare with, and their names.</summary>
    /// <param name="references">The lines.</param>
    /// <param name="busy">Heights that the left and the right end of the picture are taken at, in the numbers of the axis.</param>
    public void References(IEnumerable<ReferenceLine> references, IReadOnlyList<Place>? busy = null)
    {
        double Clearance(Func<Place, double> end, double at) => (busy ?? []).Select(ends => Math.Abs(Y(end(ends)) - at)).DefaultIfEmpty(double.MaxValue).Min();
        foreach (var reference in references)
        {
            if (!double.IsFinite(reference.Value)) continue;
            var name = TextSize.Cut(VisibleText.OfLabel(reference.Label), (Right - Left) * 0.6, 11);
            var at = reference.IsVertical ? X(reference.Value) : Y(reference.Value);
            sheet.Line(Paints.Faint, [reference.IsVertical ? Polyline.Between(at, Top, at, Bottom) : Polyline.Between(Left, at, Right, at)], 1.2, [5, 4]);
            if (!reference.IsVertical && Clearance(ends => ends.Y, at) < 20 && Clearance(ends => ends.X, at) > Clearance(ends => ends.Y, at)) sheet.Text(Left + 4, at - 4, name, Paints.Faint, 11);
            else if (!reference.IsVertical) sheet.Text(Right, at - 4, name, Paints.Faint, 11, TextAnchor.End);
            else if (at + TextSize.Width(name, 11) + 5 < Right) sheet.Text(at + 4, Top + 9, name, Paints.Faint, 11);
            else sheet.Text(at - 4, Top + 9, name, Paints.Faint, 11, TextAnchor.End);
        }
    }

    double DrawAxes(string xTitle, double width)
    {
        sheet.Line(Paints.Grid, [.. Up.Ticks.Select(tick => Polyline.Between(Left, Y(tick), Right, Y(tick)))]);
        foreach (var tick in Up.Ticks)
            sheet.Text(Left - 6, Y(tick) + 4, Up.Write(tick), size: TickSize, anchor: TextAnchor.End);
        sheet.Line(Paints.Strong, [Polyline.Between(Left, Bottom, Right, Bottom)]);
        if (Up.Least < 0 && Up.Most > 0) sheet.Line(Paints.Strong, [Polyline.Between(Left, Y(0), Right, Y(0))]);
        var below = Bottom + 2;
        if (labels is not null)
        {
            labels.Draw(sheet, Left, below);
            below += labels.Height;
        }
        else if (across is not null)
        {
            sheet.Line(Paints.Strong, [.. across.Ticks.Select(tick => Polyline.Between(X(tick), Bottom, X(tick), Bottom + 4))]);
            foreach (var tick in across.Ticks)
                sheet.Text(X(tick), below + 15, across.Write(tick), size: TickSize, anchor: TextAnchor.Middle);
            below += 19;
        }
        foreach (var line in TextSize.Wrapped(xTitle, width))
        {
            sheet.Text(TextSize.Within((Left + Right) / 2, line, width), below + 14, line, anchor: TextAnchor.Middle);
            below += 16;
        }
        return below + 5;
    }
}
