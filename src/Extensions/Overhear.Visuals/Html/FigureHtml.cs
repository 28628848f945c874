using System.Text;

namespace Overhear;

/// <summary>A figure as a piece of a page.</summary>
static class FigureHtml
{
    static readonly Lazy<string> script = new(ReadScript);
    static readonly TextLimits textLimits = new(maxWidth: 100, maxRows: 40);

    /// <summary>Title, drawing or text twin, and words.</summary>
    public static string Of(Figure figure)
    {
        var html = new StringBuilder();
        html.Append($"<div class=\"overhear-figure\" role=\"figure\" aria-label=\"{HtmlText.Escape(VisibleText.OfLabel(figure.Title))}\" style=\"margin:.5em 0 1em\">\n");
        Words(html, "title", "font-weight:600;font-size:1.1em", figure.Title);
        Words(html, "subtitle", "opacity:.8", figure.Subtitle);
        html.Append(figure is TokenStripFigure strip ? TokenStripHtml.Of(strip) : Drawn(figure));
        Words(html, "notice", "max-width:60em;margin-top:.4em", figure.Notice);
        foreach (var note in figure.Notes)
            Words(html, "note", "max-width:60em;opacity:.8;font-size:.9em", note);
        return html.Append("</div>").ToString();
    }

    static string Drawn(Figure figure)
    {
        var drawing = PlotlyDrawing.Of(figure);
        var size = drawing.Size;
        var style = $"display:none;height:{size.Height}px;max-width:{size.MaxWidth}px{(size.MinWidth > 0 ? $";min-width:{size.MinWidth}px" : "")}";
        return new StringBuilder()
            .Append("<div class=\"overhear-controls\"></div>\n")
            .Append($"<div style=\"overflow-x:auto\"><div class=\"overhear-plot\"{(size.KeepsShape ? " data-keeps-shape=\"true\"" : "")} style=\"{style}\"></div></div>\n")
            .Append("<pre class=\"overhear-text\" dir=\"ltr\" style=\"overflow-x:auto;line-height:1.25\">")
            .Append(HtmlText.Escape(string.Join('\n', FigureText.Body(figure, textLimits)))).Append("</pre>\n")
            .Append($"<script type=\"application/json\" class=\"overhear-data\">{HtmlText.Json(drawing.ToPageJson())}</script>\n")
            .Append($"<script>\n{script.Value}</script>\n").ToString();
    }

    static void Words(StringBuilder html, string kind, string style, string text)
    {
        if (text.Length > 0)
            html.Append($"<div class=\"overhear-{kind}\" style=\"{style}\">{HtmlText.Escape(VisibleText.OfLabel(text))}</div>\n");
    }

    // Without indents and comments: it stands in every figure.
    static string ReadScript()
    {
        using var stream = typeof(FigureHtml).Assembly.GetManifestResourceStream("figure.js")!;
        using var reader = new StreamReader(stream);
        return string.Concat(reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).Select(line => line + "\n"));
    }
}
