using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Writes pictures as SVG.</summary>
/// <remarks>
/// The light colours are attributes, which every program that reads SVG knows; the dark ones are classes in a media query, which browsers
/// know. No element has an id, so that many pictures may stand in one page.
/// </remarks>
static class SvgWriter
{
    const string Fonts = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif";

    /// <summary>A picture as a file of its own.</summary>
    public static string Write(Picture picture, Figure figure) => Write(picture, figure, isFile: true);

    /// <summary>A picture as an element of a page, which scales with its room up to one and a quarter of its own size.</summary>
    public static string WriteElement(Picture picture, Figure figure) => Write(picture, figure, isFile: false);

    static string Write(Picture picture, Figure figure, bool isFile)
    {
        var body = new StringBuilder();
        var paints = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Rectangle(body, picture, paints);
        foreach (var mark in picture.Marks) Append(body, mark, paints);
        Rule(paints, Paints.Ink, 'f');

        var (width, height) = (SvgNumber.Of(picture.Width), SvgNumber.Of(picture.Height));
        var title = VisibleText.OfLabel(figure.Title);
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"overhear-still of-ink\" role=\"img\"");
        svg.Append(isFile ? $" width=\"{width}\" height=\"{height}\"" : $" aria-label=\"{SvgText.Attribute(title)}\" style=\"display:block;width:100%;height:auto;min-width:{SvgNumber.Of(picture.Width * picture.LeastScale)}px;max-width:{SvgNumber.Of(picture.Width * 1.25)}px\"");
        svg.Append($" viewBox=\"0 0 {width} {height}\" font-family=\"{Fonts}\" font-size=\"{SvgNumber.Of(Sheet.FontSize)}\" fill=\"{Paints.Ink.Light}\">\n");
        if (isFile)
        {
            svg.Append($"<title>{SvgText.Escape(title)}</title>\n");
            if (figure.Subtitle.Length + figure.Notice.Length > 0)
                svg.Append($"<desc>{SvgText.Escape(string.Join(". ", new[] { VisibleText.OfLabel(figure.Subtitle), VisibleText.OfLabel(figure.Notice) }.Where(text => text.Length > 0)))}</desc>\n");
        }
        svg.Append("<style>@media screen and (prefers-color-scheme:dark){").Append(string.Concat(paints.Values)).Append("}</style>\n");
        return svg.Append(body).Append("</svg>\n").ToString();
    }

    // Whatever the picture stands on, its colours stand on their own ground.
    static void Rectangle(StringBuilder svg, Picture picture, SortedDictionary<string, string> paints) =>
        svg.Append($"<path{Fill(paints, Paints.Paper)} d=\"M0 0h{SvgNumber.Of(picture.Width)}v{SvgNumber.Of(picture.Height)}H0z\"/>\n");

    static void Append(StringBuilder svg, Mark mark, SortedDictionary<string, string> paints)
    {
        switch (mark)
        {
            case GroupMark group:
                svg.Append(group.Name.Length > 0 ? $"<g class=\"overhear-{group.Name}\"" : "<g");
                if (group.X != 0 || group.Y != 0) svg.Append($" transform=\"translate({SvgNumber.Of(group.X)} {SvgNumber.Of(group.Y)})\"");
                svg.Append(">\n");
                foreach (var inner in group.Marks) Append(svg, inner, paints);
                svg.Append("</g>\n");
                break;
            case PathMark path:
                Append(svg, path, paints);
                break;
            case TextMark text:
                Append(svg, text, paints);
                break;
        }
    }

    static void Append(StringBuilder svg, PathMark path, SortedDictionary<string, string> paints)
    {
        svg.Append("<path").Append(path.Fill is { } fill ? Fill(paints, fill) : " fill=\"none\"");
        if (path.Stroke is { } stroke)
        {
            Rule(paints, stroke, 's');
            svg.Append($" class=\"os-{stroke.Name}\" stroke=\"{stroke.Light}\"");
            if (path.Width != 1) svg.Append($" stroke-width=\"{SvgNumber.Of(path.Width)}\"");
            if (path.Width > 1) svg.Append(" stroke-linejoin=\"round\"");
            if (path.Dash is { } dash) svg.Append($" stroke-dasharray=\"{string.Join(' ', dash.Select(SvgNumber.Of))}\"");
        }
        if (path.Opacity < 1) svg.Append($" opacity=\"{path.Opacity.ToString("0.##", CultureInfo.InvariantCulture)}\"");
        svg.Append(" d=\"");
        foreach (var shape in path.Shapes) SvgPath.Append(svg, shape);
        svg.Append("\"/>\n");
    }

    static void Append(StringBuilder svg, TextMark text, SortedDictionary<string, string> paints)
    {
        var (x, y) = (SvgNumber.Of(text.X), SvgNumber.Of(text.Y));
        svg.Append($"<text x=\"{x}\" y=\"{y}\"");
        if (text.Paint != Paints.Ink) svg.Append(Fill(paints, text.Paint));
        if (text.Size != Sheet.FontSize) svg.Append($" font-size=\"{SvgNumber.Of(text.Size)}\"");
        if (text.Anchor != TextAnchor.Start) svg.Append(text.Anchor == TextAnchor.End ? " text-anchor=\"end\"" : " text-anchor=\"middle\"");
        if (text.IsBold) svg.Append(" font-weight=\"bold\"");
        if (text.Turn != 0) svg.Append($" transform=\"rotate({SvgNumber.Of(text.Turn)} {x} {y})\"");
        svg.Append('>').Append(SvgText.Escape(text.Text)).Append("</text>\n");
    }

    static string Fill(SortedDictionary<string, string> paints, Paint paint)
    {
        Rule(paints, paint, 'f');
        return $" class=\"of-{paint.Name}\" fill=\"{paint.Light}\"";
    }

    static void Rule(SortedDictionary<string, string> paints, Paint paint, char kind) =>
        paints[$"{kind}{paint.Name}"] = $".o{kind}-{paint.Name}{{{(kind == 'f' ? "fill" : "stroke")}:{paint.Dark}}}";
}
