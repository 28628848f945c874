using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>A notebook as one HTML file that needs nothing beside it: no network, and for reading no script.</summary>
static class Page
{
    // Nothing may be asked for, whatever a cell's HTML says. plotly.js compiles its shaders' helpers at run time and draws through blobs.
    const string still = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'";
    const string drawn = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; img-src data: blob:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The page.</summary>
    /// <param name="notebook">The notebook with its outputs, nbformat 4.</param>
    /// <param name="name">What it is called where it has no heading.</param>
    /// <param name="kernel">The kernel of cells that name none.</param>
    /// <param name="folder">Where its pictures lie.</param>
    /// <param name="form">How it shows figures.</param>
    public static string Of(JsonObject notebook, string name, string kernel, string folder, FigureForm form = FigureForm.Plotly)
    {
        var cells = ((JsonArray)notebook["cells"]!).OfType<JsonObject>().ToList();
        var title = cells.Where(cell => (string?)cell["cell_type"] == "markdown").Select(cell => MarkdownHtml.Title(NotebookCell.Joined(cell["source"]))).FirstOrDefault(found => found is not null);
        var withPlotly = cells.SelectMany(cell => (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>()).Any(output => OutputHtml.NeedsPlotly(output, form));
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(withPlotly ? drawn : still).Append("\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Append("<title>").Append(WebUtility.HtmlEncode(title ?? name)).Append("</title>\n<style>\n").Append(Resource("page.css")).Append("</style>\n");
        // Before the figures: each looks for plotly.js where it stands.
        if (withPlotly) page.Append("<script>").Append(PlotlyScript.Text).Append("</script>\n");
        page.Append("</head>\n<body>\n<main>\n");
        if (title is null) page.Append("<h1>").Append(WebUtility.HtmlEncode(name)).Append("</h1>\n");
        var markdown = new MarkdownHtml(new PictureSource(folder));
        var figures = new PageFigures(form);
        foreach (var cell in cells) Append(page, cell, markdown, figures, kernel);
        page.Append("</main>\n");
        foreach (var script in figures.Scripts) page.Append("<script>").Append(script).Append("</script>\n");
        if (withPlotly) page.Append("<script>\n").Append(Resource("page.js")).Append("</script>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }

    static void Append(StringBuilder page, JsonObject cell, MarkdownHtml markdown, PageFigures figures, string kernel)
    {
        var source = NotebookCell.Joined(cell["source"]);
        switch ((string?)cell["cell_type"])
        {
            case "markdown":
                page.Append("<section class=\"text\">\n").Append(markdown.Render(source, cell["attachments"] as JsonObject)).Append("</section>\n");
                break;
            case "code":
                AppendCode(page, cell, source, figures, kernel);
                break;
            default:
                page.Append("<pre class=\"raw\" tabindex=\"0\">").Append(WebUtility.HtmlEncode(source)).Append("</pre>\n");
                break;
        }
    }

    static void AppendCode(StringBuilder page, JsonObject cell, string source, PageFigures figures, string kernel)
    {
        var metadata = cell["metadata"] as JsonObject;
        var of = KernelName.Canonical((string?)metadata?["polyglot_notebook"]?["kernelName"] ?? (string?)metadata?["dotnet_interactive"]?["language"] ?? kernel);
        var language = WebUtility.HtmlEncode(CodeHtml.Language(of));
        var outputs = (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(output => OutputHtml.Render(output, figures)).Where(html => html.Length > 0).ToList();
        if (string.IsNullOrWhiteSpace(source) && outputs.Count == 0) return;
        page.Append("<section class=\"cell\">\n");
        page.Append("<div class=\"code\"><span class=\"language\">").Append(language);
        if (cell["execution_count"] is JsonValue count) page.Append(" <span class=\"count\">[").Append(count.ToJsonString()).Append("]</span>");
        page.Append("</span><pre tabindex=\"0\" aria-label=\"").Append(language).Append(" code\"><code>").Append(CodeHtml.Render(source, of)).Append("</code></pre></div>\n");
        foreach (var output in outputs) page.Append("<div class=\"output\">").Append(output).Append("</div>\n");
        page.Append("</section>\n");
    }

    static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
