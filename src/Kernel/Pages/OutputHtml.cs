using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace Overhear.Kernel;

/// <summary>Outputs of cells as HTML.</summary>
static class OutputHtml
{
    const string plotly = "application/vnd.plotly.v1+json";
    const int longestParsed = 8 << 20;

    static readonly Regex colours = new(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])");
    static readonly (string Mime, string Prefix)[] pictures = [("image/svg+xml", "data:image/svg+xml;base64,"), ("image/png", "data:image/png;base64,"), ("image/jpeg", "data:image/jpeg;base64,"), ("image/gif", "data:image/gif;base64,")];

    /// <summary>Whether an output holds a figure that is drawn by plotly.js.</summary>
    /// <param name="output">The output.</param>
    /// <param name="form">How the page shows figures that can do without plotly.js.</param>
    public static bool NeedsPlotly(JsonObject output, FigureForm form)
    {
        if (output["data"] is not JsonObject data) return false;
        if (data["text/html"] is not { } html) return data.ContainsKey(plotly) && NeedsPlotlyAlone(data, form);
        var text = NotebookCell.Joined(html);
        // The library's own figures hold a call of plotly.js too, in the script that they share.
        return text.Contains("class=\"overhear-figure\"", StringComparison.Ordinal) ? form == FigureForm.Plotly : text.Contains("Plotly.newPlot", StringComparison.Ordinal);
    }

    // A figure that came as data alone can stand still only where it brought a picture.
    static bool NeedsPlotlyAlone(JsonObject data, FigureForm form) => form == FigureForm.Plotly || !pictures.Any(picture => data.ContainsKey(picture.Mime));

    /// <summary>An output; empty where there is nothing to show.</summary>
    /// <param name="output">The output.</param>
    /// <param name="figures">The figures of the page.</param>
    public static string Render(JsonObject output, PageFigures figures)
    {
        switch ((string?)output["output_type"])
        {
            case "stream":
                var isError = (string?)output["name"] == "stderr";
                return $"<pre class=\"stream{(isError ? " stderr" : "")}\" tabindex=\"0\">{Text(NotebookCell.Joined(output["text"]))}</pre>";
            case "error":
                var trace = output["traceback"] is JsonArray { Count: > 0 } lines ? string.Join('\n', lines.Select(line => (string?)line)) : $"{output["ename"]}: {output["evalue"]}";
                return $"<pre class=\"error\" role=\"alert\" tabindex=\"0\">{Text(trace)}</pre>";
            default:
                return output["data"] is JsonObject data ? Value(data, figures) : "";
        }
    }

    static string Value(JsonObject data, PageFigures figures)
    {
        if (data["text/html"] is { } html) return $"<div class=\"html\">{OwnHtml(NotebookCell.Joined(html), figures)}</div>";
        var plain = data["text/plain"] is { } text ? NotebookCell.Joined(text) : null;
        var still = Still(data, plain);
        if (data[plotly] is { } figure && NeedsPlotlyAlone(data, figures.Form))
        {
            // Without a script the still picture or the text stays; with one, the figure takes its place.
            var json = figure is JsonValue value && value.TryGetValue<string>(out var written) ? written : figure.ToJsonString();
            return $"<div class=\"plotly\" data-plotly><div class=\"still\">{still ?? "<p>A figure that a script draws.</p>"}</div><script type=\"application/json\">{Inert(json)}</script></div>";
        }
        if (still is not null) return still;
        if (data["text/markdown"] is { } markdown) return $"<pre class=\"plain\" tabindex=\"0\">{Text(NotebookCell.Joined(markdown))}</pre>";
        if (data["application/json"] is { } value_) return $"<pre class=\"plain\" tabindex=\"0\">{Text(value_.ToJsonString(new JsonSerializerOptions { WriteIndented = true }))}</pre>";
        return "";
    }

    static string? Still(JsonObject data, string? plain)
    {
        foreach (var (mime, prefix) in pictures)
        {
            if (data[mime] is not { } node) continue;
            var content = NotebookCell.Joined(node);
            // As a picture, not as a part of the page: ids inside two drawings would meet, and a script in one would run.
            var base64 = mime == "image/svg+xml" ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(content)) : content.ReplaceLineEndings("").Trim();
            if (mime != "image/svg+xml" && !HtmlAllowList.IsImage(prefix + base64)) continue;
            return $"<p class=\"picture\"><img src=\"{prefix}{base64}\" alt=\"{WebUtility.HtmlEncode(plain ?? "A picture without a description.")}\"></p>";
        }
        return plain is null ? null : $"<pre class=\"plain\" tabindex=\"0\">{Text(plain)}</pre>";
    }

    /// <summary>
    /// A cell's own HTML. It is the notebook's, scripts and all; only what would leave its place or ask for something from outside goes:
    /// what is left open is closed, and the style that the host puts beside every value is left to the page.
    /// </summary>
    static string OwnHtml(string html, PageFigures figures)
    {
        if (html.Length > longestParsed) return html;
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        foreach (var element in body.QuerySelectorAll("link, base, meta, script[src], iframe[src]").ToList()) element.Remove();
        foreach (var style in body.QuerySelectorAll("style").Where(style => style.TextContent.Contains(".dni-", StringComparison.Ordinal)).ToList()) style.Remove();
        figures.Settle(body);
        return body.InnerHtml;
    }

    /// <summary>JSON inside a script element: nothing in it may look like a tag.</summary>
    static string Inert(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    static string Text(string text) => WebUtility.HtmlEncode(colours.Replace(text, "").TrimEnd('\n'));
}
