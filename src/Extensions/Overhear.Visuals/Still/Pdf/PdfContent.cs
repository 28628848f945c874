using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>The drawing of a page: PDF's operators in the coordinates of a picture.</summary>
sealed class PdfContent
{
    // How far the handles of a curve reach that follows a quarter of a circle.
    const double Handle = 0.5523;

    readonly StringBuilder text = new();
    readonly List<double> opacities = [];

    /// <summary>The operators, one character a byte.</summary>
    public string Text => text.ToString();

    /// <summary>The opacities that are used; the graphics state G0 has the first.</summary>
    public IReadOnlyList<double> Opacities => opacities;

    /// <summary>Draws a picture on a page of its size.</summary>
    public void Draw(Picture picture)
    {
        // Downwards as on a screen.
        Line($"0.75 0 0 -0.75 0 {N(picture.Height * 0.75)} cm");
        foreach (var mark in picture.Marks) Draw(mark);
    }

    void Draw(Mark mark)
    {
        switch (mark)
        {
            case GroupMark group:
                Line($"q 1 0 0 1 {N(group.X)} {N(group.Y)} cm");
                foreach (var inner in group.Marks) Draw(inner);
                Line("Q");
                break;
            case PathMark path:
                Draw(path);
                break;
            case TextMark words:
                Draw(words);
                break;
        }
    }

    void Draw(PathMark path)
    {
        Line("q");
        if (path.Opacity < 1)
        {
            if (!opacities.Contains(path.Opacity)) opacities.Add(path.Opacity);
            Line($"/G{opacities.IndexOf(path.Opacity)} gs");
        }
        if (path.Fill is { } fill) Line($"{Colour(fill)} rg");
        if (path.Stroke is { } stroke) Line($"{Colour(stroke)} RG {N(path.Width)} w 1 j{(path.Dash is { } dash ? $" [{string.Join(' ', dash.Select(N))}] 0 d" : "")}");
        foreach (var shape in path.Shapes) Draw(shape);
        Line(path.Fill is null ? "S Q" : "f Q");
    }

    void Draw(Shape shape)
    {
        switch (shape)
        {
            case Box box:
                Line($"{N(box.X)} {N(box.Y)} {N(box.Width)} {N(box.Height)} re");
                break;
            case Circle { X: var x, Y: var y, Radius: var r }:
                var h = r * Handle;
                Line($"{N(x - r)} {N(y)} m {N(x - r)} {N(y - h)} {N(x - h)} {N(y - r)} {N(x)} {N(y - r)} c {N(x + h)} {N(y - r)} {N(x + r)} {N(y - h)} {N(x + r)} {N(y)} c");
                Line($"{N(x + r)} {N(y + h)} {N(x + h)} {N(y + r)} {N(x)} {N(y + r)} c {N(x - h)} {N(y + r)} {N(x - r)} {N(y + h)} {N(x - r)} {N(y)} c h");
                break;
            case Polyline line:
                Line(string.Join(' ', line.Places.Select((place, i) => $"{N(place.X)} {N(place.Y)} {(i == 0 ? "m" : "l")}")) + (line.IsClosed ? " h" : ""));
                break;
        }
    }

    void Draw(TextMark words)
    {
        var width = TextSize.Width(PdfEncoding.Shown(words.Text), words.Size, words.IsBold);
        var back = words.Anchor switch { TextAnchor.Start => 0, TextAnchor.Middle => width / 2, _ => width };
        var turn = words.Turn * Math.PI / 180;
        var (cos, sin) = (Math.Cos(turn), Math.Sin(turn));
        Line($"BT {Colour(words.Paint)} rg {Fine(cos)} {Fine(sin)} {Fine(sin)} {Fine(-cos)} {N(words.X - back * cos)} {N(words.Y - back * sin)} Tm");
        foreach (var run in PdfEncoding.Runs(words.Text))
            Line($"/F{(run.IsSymbol ? 2 : words.IsBold ? 1 : 0)} {N(words.Size)} Tf <{Convert.ToHexString([.. run.Bytes])}> Tj");
        Line("ET");
    }

    static string Colour(Paint paint) => string.Join(' ', Convert.FromHexString(paint.Light.AsSpan(1)).Select(part => (part / 255.0).ToString("0.###", CultureInfo.InvariantCulture)));

    static string N(double number) => PdfWriter.Number(number);

    static string Fine(double number) => Math.Round(number, 5).ToString("0.#####", CultureInfo.InvariantCulture);

    void Line(string operators) => text.Append(operators).Append('\n');
}
