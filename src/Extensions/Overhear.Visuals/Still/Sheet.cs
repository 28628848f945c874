namespace Overhear;

/// <summary>Collects what is drawn.</summary>
sealed class Sheet
{
    /// <summary>The size of ordinary text in pixels.</summary>
    public const double FontSize = 12;

    readonly List<Mark> marks = [];

    /// <summary>What was drawn so far.</summary>
    public Picture ToPicture(double width, double height) => new(Math.Ceiling(width), Math.Ceiling(height), [.. marks]);

    /// <summary>Forms of one colour.</summary>
    public void Fill(Paint paint, IReadOnlyList<Shape> shapes, double opacity = 1)
    {
        if (shapes.Count > 0) marks.Add(new PathMark(shapes, Fill: paint, Opacity: opacity));
    }

    /// <summary>Lines of one colour.</summary>
    public void Line(Paint paint, IReadOnlyList<Shape> shapes, double width = 1, IReadOnlyList<double>? dash = null, double opacity = 1)
    {
        if (shapes.Count > 0) marks.Add(new PathMark(shapes, Stroke: paint, Width: width, Dash: dash is { Count: > 0 } ? dash : null, Opacity: opacity));
    }

    /// <summary>One line of text, with its baseline at <paramref name="y"/>; nothing where it is empty.</summary>
    public void Text(double x, double y, string text, Paint? paint = null, double size = FontSize, TextAnchor anchor = TextAnchor.Start, bool bold = false, double turn = 0)
    {
        if (text.Length > 0) marks.Add(new TextMark(x, y, VisibleText.OfLabel(text), paint ?? Paints.Ink, size, anchor, bold, turn));
    }

    /// <summary>Another picture, moved.</summary>
    public void Put(double x, double y, Picture picture) => marks.Add(new GroupMark(x, y, picture.Marks));

    /// <summary>Draws what a page's script may draw anew, under a name by which it is found.</summary>
    public void Named(string name, Action<Sheet> draw)
    {
        var inner = new Sheet();
        draw(inner);
        marks.Add(new GroupMark(0, 0, inner.marks, name));
    }
}
