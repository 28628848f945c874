using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace Overhear.Kernel;

/// <summary>The figures of a page. Each comes with all that it needs to be shown alone; a page holds what they share once.</summary>
sealed class PageFigures(FigureForm form)
{
    const string figure = ".overhear-figure";

    // What only plotly.js asks for.
    static readonly string[] forPlotly = ["config", "themes"];

    readonly List<string> scripts = [];

    /// <summary>How they are shown.</summary>
    public FigureForm Form => form;

    /// <summary>The scripts that the figures share, to stand behind the last of them.</summary>
    public IReadOnlyList<string> Scripts => scripts;

    /// <summary>Takes out of an output's figures what the page has elsewhere or does not need.</summary>
    public void Settle(IElement output)
    {
        foreach (var script in output.QuerySelectorAll($"{figure} script.overhear-script").ToList())
        {
            if (!scripts.Contains(script.TextContent)) scripts.Add(script.TextContent);
            script.Remove();
        }
        if (form == FigureForm.Plotly) return;
        foreach (var plot in output.QuerySelectorAll($"{figure} .overhear-plot").ToList()) plot.ParentElement!.Remove();
        foreach (var data in output.QuerySelectorAll($"{figure} script.overhear-data").ToList()) data.TextContent = Reduced(data.TextContent);
    }

    static string Reduced(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject source) return text;
            foreach (var part in forPlotly) source.Remove(part);
            // The serialiser's own way with <, > and & keeps them out of the page.
            return source.ToJsonString();
        }
        catch (JsonException)
        {
            return text; // someone else's element by the same name
        }
    }
}
