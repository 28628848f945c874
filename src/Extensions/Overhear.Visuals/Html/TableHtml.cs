using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>A table of texts, which needs no script.</summary>
static class TableHtml
{
    const string Bar = "40,125,205";
    const int Line = 36; // longer texts may take several lines, so that the columns behind them stay in sight

    public static string Of(TableFigure figure)
    {
        bool[] numeric = [.. Enumerable.Range(0, figure.Columns.Count).Select(figure.IsNumeric)];
        bool[] isLong = [.. Enumerable.Range(0, figure.Columns.Count).Select(column => figure.Rows.Any(row => row[column].Length > Line))];
        string Style(int column, string more = "") => $" style=\"text-align:{(numeric[column] ? "right" : "left")};padding:.15em .7em;{(isLong[column] ? "min-width:15em;overflow-wrap:break-word" : "white-space:nowrap")};unicode-bidi:isolate{more}\"";
        var html = new StringBuilder("<div style=\"overflow-x:auto\" tabindex=\"0\"><table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">\n<thead><tr>");
        foreach (var (column, title) in figure.Columns.Index())
            html.Append($"<th scope=\"col\"{Style(column, ";border-bottom:1px solid rgba(128,128,128,.6)")}>{HtmlText.Escape(VisibleText.OfLabel(title))}</th>");
        html.Append("</tr></thead>\n<tbody style=\"vertical-align:top\">\n");
        foreach (var (index, row) in figure.Rows.Index())
        {
            html.Append("<tr>");
            foreach (var (column, text) in row.Index())
                html.Append($"<td{Style(column, column == row.Count - 1 && figure.Shares.Count > 0 ? Behind(figure.Shares[index]) : "")}>{HtmlText.Escape(VisibleText.OfLabel(text))}</td>");
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    // Half transparent, so that the page's own text stays legible on it, light or dark.
    static string Behind(double share)
    {
        var end = (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return $";min-width:7em;background:linear-gradient(to right,rgba({Bar},.4) {end}%,transparent {end}%)";
    }
}
