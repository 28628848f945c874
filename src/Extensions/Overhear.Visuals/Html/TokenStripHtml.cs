using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Tokens on coloured ground, which wraps at any width and needs no script.</summary>
static class TokenStripHtml
{
    // Half transparent, so that the page's own text stays legible on it, light or dark, and 0 has the page's colour.
    const double Strongest = 0.55;
    const string Style =
        ".overhear-tokens{max-width:70em;line-height:2;font-family:ui-monospace,Menlo,Consolas,monospace}"
        + ".overhear-tokens span{unicode-bidi:isolate;display:inline-block;padding:0 .2em;margin:0 1px;line-height:1.5;border-radius:3px;border:1px solid rgba(128,128,128,.35)}";
    const string Below = "214,69,50", Above = "40,125,205";

    public static string Of(TokenStripFigure figure)
    {
        var range = figure.Range;
        var format = NumberFormat.For(figure.Values);
        var html = new StringBuilder($"<style>{Style}</style>\n<div class=\"overhear-tokens\" dir=\"ltr\">");
        for (var i = 0; i < figure.Tokens.Count; i++)
        {
            var number = format.Write(figure.Values[i]);
            var unit = figure.Unit.Length > 0 ? " " + VisibleText.OfLabel(figure.Unit) : "";
            html.Append($"<span dir=\"auto\" title=\"{HtmlText.Escape($"{i}: {VisibleText.OfToken(figure.Tokens[i])}\n{VisibleText.OfLabel(figure.ValueTitle)}: {number}{unit}")}\" ")
                .Append($"style=\"background:{Ground(range, figure.Values[i])}\">")
                .Append(HtmlText.Escape(VisibleText.OfToken(figure.Tokens[i]))).Append("</span>");
        }
        return html.Append("</div>\n").Append(Legend(figure, range)).ToString();
    }

    static string Legend(TokenStripFigure figure, ColourRange range)
    {
        var ends = NumberFormat.For([range.Least, range.Most]);
        var gradient = string.Join(',', Enumerable.Range(0, 5).Select(i => Ground(range, range.Least + (range.Most - range.Least) * i / 4)));
        return $"<div class=\"overhear-legend\" style=\"font-size:.85em;margin-top:.3em\">{HtmlText.Escape(VisibleText.OfLabel(AxisTitle.Of(figure.ValueTitle, figure.Unit)))} {ends.Write(range.Least)} "
            + $"<span style=\"display:inline-block;width:8em;height:.8em;vertical-align:middle;border:1px solid rgba(128,128,128,.5);background:linear-gradient(to right,{gradient})\"></span> {ends.Write(range.Most)}</div>\n";
    }

    static string Ground(ColourRange range, double value)
    {
        if (!double.IsFinite(value))
            return "transparent";
        var share = range.Share(value);
        var (colour, strength) = range.IsDiverging ? (share < 0.5 ? Below : Above, Math.Abs(2 * share - 1)) : (Above, share);
        return $"rgba({colour},{(strength * Strongest).ToString("0.###", CultureInfo.InvariantCulture)})";
    }
}
