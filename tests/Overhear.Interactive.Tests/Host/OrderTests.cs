namespace Overhear.Interactive.Tests;

/// <summary>What was added before the package, in which language, must not matter. Each case has a process of its own.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class OrderTests(PackedExtension extension)
{
    const string ChartInCSharp = "Plotly.NET.GenericChart.toChartHTML(Plotly.NET.GenericChart.ofTraceObject(true, new Plotly.NET.Trace(\"scatter\"))).Contains(\"Plotly\")";
    const string ChartInFSharp = "open Plotly.NET\n(Chart.Point([ 1, 3; 2, 4 ]) |> GenericChart.toChartHTML).Contains \"Plotly\"";
    const string FrameInCSharp = "Deedle.Frame.FromColumns(new Dictionary<string, Deedle.Series<int, double>> { [\"a\"] = new(new[] { 1, 2 }, new[] { 3.0, 4.0 }) }).RowCount";
    const string FrameInFSharp = "open Deedle\n(frame [ \"a\", Series.ofValues [ 3.0; 4.0 ] ]).RowCount";

    [Theory]
    [InlineData("csharp")]
    [InlineData("fsharp")]
    public async Task Plotly_and_Deedle_added_first_work_in_both_languages(string first)
    {
        await using var tool = await extension.Start();
        (await tool.Run("#r \"nuget: Plotly.NET, 6.0.0\"\n#r \"nuget: Deedle, 8.1.0\"", first)).Ok();
        (await tool.Run(extension.Line, first)).Ok();
        foreach (var kernel in first == "csharp" ? new[] { "csharp", "fsharp" } : ["fsharp", "csharp"])
        {
            var (library, chart, frame) = kernel == "csharp" ? ("new Overhear.HeadId(9, 6)", ChartInCSharp, FrameInCSharp) : ("Overhear.HeadId(9, 6)", ChartInFSharp, FrameInFSharp);
            Assert.Equal("9.6", (await tool.Run(library, kernel)).Ok().Value);
            Assert.Equal("True", (await tool.Run(chart, kernel)).Ok().Value);
            Assert.Equal("2", (await tool.Run(frame, kernel)).Ok().Value);
        }
        Assert.Equal("1", (await tool.Run(Maps.CountInCSharp)).Ok().Value);
    }
}
