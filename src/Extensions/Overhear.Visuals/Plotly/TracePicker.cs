using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Overhear;

/// <summary>A choice of which trace of a figure is to be seen.</summary>
/// <param name="Name">What is chosen.</param>
/// <param name="Labels">The choices, one for each trace.</param>
/// <param name="Active">The one that is shown first.</param>
sealed record TracePicker(string Name, IReadOnlyList<string> Labels, int Active)
{
    /// <summary>The picker as a menu of plotly.js, for whoever has the figure's JSON alone.</summary>
    public DynamicObj.DynamicObj Menu() => PlotlyNode.Of(
        ("type", "dropdown"), ("name", Name), ("active", Active), ("x", 0), ("xanchor", "left"), ("y", 1.02), ("yanchor", "bottom"), ("pad", PlotlyNode.Of(("b", 4))),
        ("buttons", Labels.Select((label, chosen) => PlotlyNode.Of(
            ("label", label), ("method", "restyle"), ("args", Showing(chosen)))).ToArray()));

    // As text: Plotly.NET takes most of a minute over the objects of a few hundred heads.
    JRaw Showing(int chosen) => new($"[{{\"visible\":[{string.Join(',', Labels.Select((_, i) => i == chosen ? "true" : "false"))}]}}]");

    /// <summary>The picker for a page, which makes its own menu: a plotly.js menu says for every choice of every trace whether it is to be seen.</summary>
    public string ToJson() => JsonConvert.SerializeObject(new { name = Name, labels = Labels, active = Active });
}
