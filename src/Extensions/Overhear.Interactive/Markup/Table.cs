using System.Net;
using System.Text;

namespace Overhear.Interactive;

/// <summary>A small table in two drawings: HTML with everything escaped, and aligned text.</summary>
/// <param name="Headers">Column titles; none for a table of facts.</param>
/// <param name="Rows">Cells, row by row.</param>
/// <param name="Caption">What stands above it; empty for nothing.</param>
/// <param name="Note">What stands below it; empty for nothing.</param>
sealed record Table(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows, string Caption = "", string Note = "")
{
    /// <summary>Names and what they are, one pair a row. Pairs without a value are left out.</summary>
    public static Table OfFacts(string caption, IEnumerable<(string Name, string? Value)> facts, string note = "") =>
        new([], [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (IReadOnlyList<string>)[fact.Name, fact.Value!])], caption, note);

    public string ToHtml()
    {
        var html = new StringBuilder("<table style=\"text-align:left;border-collapse:collapse\">");
        if (Caption.Length > 0) html.Append($"<caption style=\"text-align:left;font-weight:bold\">{Encode(Caption)}</caption>");
        if (Headers.Count > 0) html.Append($"<thead><tr>{string.Concat(Headers.Select(title => $"<th style=\"text-align:left\">{Encode(title)}</th>"))}</tr></thead>");
        html.Append("<tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Count; column++)
                html.Append(Headers.Count == 0 && column == 0
                    ? $"<th scope=\"row\" style=\"text-align:left\">{Encode(row[column])}</th>"
                    : $"<td style=\"text-align:left;white-space:pre-wrap\">{Encode(row[column])}</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table>");
        if (Note.Length > 0) html.Append($"<p><small>{Encode(Note)}</small></p>");
        return html.ToString();
    }

    public string ToText()
    {
        IReadOnlyList<IReadOnlyList<string>> all = Headers.Count > 0 ? [Headers, .. Rows] : Rows;
        var widths = Enumerable.Range(0, all.Count == 0 ? 0 : all.Max(row => row.Count))
            .Select(column => all.Max(row => column < row.Count ? OneLine(row[column]).Length : 0)).ToArray();
        var lines = all.Select(row => string.Join("  ", row.Select((cell, column) => OneLine(cell).PadRight(widths[column]))).TrimEnd());
        return string.Join('\n', new[] { Caption }.Where(caption => caption.Length > 0).Concat(lines).Concat(new[] { Note }.Where(note => note.Length > 0)));
    }

    static string Encode(string text) => WebUtility.HtmlEncode(text);

    static string OneLine(string text) => text.Replace("\r", "\\r").Replace("\n", "\\n");
}
