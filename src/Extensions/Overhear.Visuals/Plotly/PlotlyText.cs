using System.Text;

namespace Overhear;

/// <summary>Text for plotly.js, which reads a subset of HTML and entities in every title, tick, legend and hover.</summary>
static class PlotlyText
{
    /// <summary>The longest text beside a tick.</summary>
    public const int TickLength = 22;
    const int HoverLength = 240;
    const int HoverLine = 48;

    /// <summary>A text that plotly.js shows literally.</summary>
    public static string Literal(string visible) => new StringBuilder(visible)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();

    /// <summary>A text that plotly.js shows literally within a hover template, where <c>%{x}</c> would be a variable.</summary>
    public static string LiteralInTemplate(string visible) => Literal(visible).Replace("%", "&#37;").Replace("{", "&#123;").Replace("}", "&#125;");

    /// <summary>A text over as many lines as its words need.</summary>
    public static string Wrapped(string visible, int width)
    {
        var lines = new List<string>();
        foreach (var word in visible.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(VisibleText.Cut(word, width));
        return string.Join("<br>", lines.Select(Literal));
    }

    /// <summary>Labels for the ticks of an axis: visible, short, and told apart.</summary>
    public static IReadOnlyList<string> Ticks(IEnumerable<string> labels, Func<string, string> visible) =>
        [.. UniqueLabels.Of(labels.Select(label => VisibleText.Cut(visible(label), TickLength))).Select(Literal)];

    /// <summary>A text for a hover, where there is more room than beside a tick; over several lines where it is long.</summary>
    public static string Hover(string visible) =>
        visible.Length <= HoverLine ? Literal(visible) : Wrapped(VisibleText.Cut(visible, HoverLength), HoverLine);
}
