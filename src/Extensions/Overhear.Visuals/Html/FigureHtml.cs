using System.Text;

namespace Overhear;

/// <summary>A figure as a piece of a page.</summary>
static class FigureHtml
{
    // Beyond that, tokens in a row are no help.
    const int MostTokens = 300;

    static readonly Lazy<string> script = new(ReadScript);
    static readonly TextLimits textLimits = new(maxWidth: 100, maxRows: 40);

    /// <summary>Whether plotly.js draws figures of this kind on a page; the others are whole without it.</summary>
    public static bool IsDrawn(Figure figure) => figure is not (TokenStripFigure or TableFigure);

    /// <summary>Title, picture and words.</summary>
    public static string Of(Figure figure)
    {
        var html = new StringBuilder();
        html.Append($"<div class=\"overhear-figure\" role=\"figure\" aria-label=\"{HtmlText.Escape(VisibleText.OfLabel(figure.Title))}\" style=\"margin:.5em 0 1em\">\n");
        Words(html, "title", "font-weight:600;font-size:1.1em", figure.Title);
        Words(html, "subtitle", "opacity:.8;margin-bottom:.4em", figure.Subtitle);
        html.Append(figure switch
        {
            TokenStripFigure strip => TokenStripHtml.Of(strip),
            TableFigure table => TableHtml.Of(table),
            _ => Drawn(figure),
        });
        Words(html, "notice", "max-width:60em;margin-top:.4em", figure.Notice);
        foreach (var note in figure.Notes)
            Words(html, "note", "max-width:60em;opacity:.8;font-size:.9em", note);
        return html.Append("</div>").ToString();
    }

    static string Drawn(Figure figure)
    {
        var drawing = PlotlyDrawing.Of(figure);
        var still = StillDrawing.Body(figure);
        var size = drawing.Size;
        var style = $"display:none;height:{size.Height}px;max-width:{size.MaxWidth}px{(size.MinWidth > 0 ? $";min-width:{size.MinWidth}px" : "")}";
        var html = new StringBuilder();
        html.Append("<div class=\"overhear-controls\"></div>\n");
        if (figure is AttentionFigure { Tokens.Count: <= MostTokens } attention) html.Append(Look(attention));
        html.Append($"<div class=\"overhear-still-place\" tabindex=\"0\" style=\"overflow-x:auto\">{SvgWriter.WriteElement(still, figure)}</div>\n");
        html.Append($"<div style=\"overflow-x:auto\"><div class=\"overhear-plot\"{(size.KeepsShape ? " data-keeps-shape=\"true\"" : "")} style=\"{style}\"></div></div>\n");
        html.Append("<details class=\"overhear-text\" style=\"margin:.2em 0;padding:0;border:0;font-size:.9em\"><summary>as text</summary><pre dir=\"ltr\" tabindex=\"0\" style=\"overflow-x:auto;line-height:1.25\">");
        html.Append(HtmlText.Escape(string.Join('\n', FigureText.Body(figure, textLimits)))).Append("</pre></details>\n");
        html.Append($"<script type=\"application/json\" class=\"overhear-data\">{HtmlText.Json(drawing.ToPageJson(still.Map))}</script>\n");
        return html.Append($"<script class=\"overhear-script\">\n{script.Value}</script>\n").ToString();
    }

    // The prompt's tokens, for the script to colour; without it they would say nothing.
    static string Look(AttentionFigure figure)
    {
        var html = new StringBuilder("<style>.overhear-look span{unicode-bidi:isolate;display:inline-block;line-height:1.4;padding:0 .2em;margin:0 1px;border-radius:3px}</style>\n")
            .Append("<div class=\"overhear-look\" dir=\"ltr\" hidden style=\"max-width:60em;line-height:1.9;margin:.3em 0;font-family:ui-monospace,Menlo,Consolas,monospace\">")
            .Append("<small style=\"font-family:system-ui,sans-serif\">point at a token to see where it looks: </small>");
        foreach (var token in figure.Tokens)
            html.Append($"<span dir=\"auto\">{HtmlText.Escape(VisibleText.OfToken(token))}</span>");
        return html.Append("</div>\n").ToString();
    }

    static void Words(StringBuilder html, string kind, string style, string text)
    {
        if (text.Length > 0)
            html.Append($"<div class=\"overhear-{kind}\" style=\"{style}\">{HtmlText.Escape(VisibleText.OfLabel(text))}</div>\n");
    }

    // Without indents and comments: it stands in every figure, since each may be shown alone. An exported page holds it once.
    static string ReadScript()
    {
        using var stream = typeof(FigureHtml).Assembly.GetManifestResourceStream("figure.js")!;
        using var reader = new StreamReader(stream);
        return string.Concat(reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).Select(line => line + "\n"));
    }
}
