namespace Overhear.Interactive.Tests;

/// <summary>Models, figures and magic commands through the tool.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class ModelCellTests(RunningHost host, PackedExtension extension)
{
    async Task LoadTiny()
    {
        if (!Directory.Exists(Path.Combine(extension.Folder, "tiny"))) TinyModel.Write(Path.Combine(extension.Folder, "tiny"));
        Assert.Contains("family           gpt2", (await host.Tool.Run("#!model tiny")).Ok().AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_binds_one_live_object_in_both_languages_whichever_loads_it()
    {
        await LoadTiny();
        Assert.Equal("2 a", (await host.Tool.Run("$\"{lm.Config.Layers} {lm.Tokens(\"a\").Pieces[0]}\"")).Ok().Value);
        Assert.Equal("2 a", (await host.Tool.Run("sprintf \"%d %s\" lm.Config.Layers (lm.Tokens \"a\").Pieces.[0]", "fsharp")).Ok().Value);

        Assert.Contains("Float64", (await host.Tool.Run("#!model tiny --as other --dtype float64", "fsharp")).Ok().AllText, StringComparison.Ordinal);
        Assert.Equal("Float64", (await host.Tool.Run("string other.Dtype", "fsharp")).Ok().Value);
        Assert.Equal("Float64", (await host.Tool.Run("other.Dtype.ToString()")).Ok().Value);

        (await host.Tool.Run("lm.Dispose();")).Ok(); // one object: the other language sees what became of it
        Assert.Contains("disposed", (await host.Tool.Run("lm", "fsharp")).Ok().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csharp", "while (true) lm.Generate(lm.Tokens(\"ab\"));")]
    [InlineData("fsharp", "while true do lm.Generate(lm.Tokens \"ab\") |> ignore")]
    public async Task Cancel_stops_a_verb_and_the_model_goes_on(string kernel, string endless)
    {
        await LoadTiny();
        var cancelAfter = TimeSpan.FromSeconds(1);
        var cell = await host.Tool.Run(endless, kernel, cancelAfter);
        Assert.Matches("cancell?ed", cell.Error); // the host's word, or .NET's where the exception came first
        var next = (await host.Tool.Run("lm.Name", kernel)).Ok();
        Assert.Equal("tiny", next.Value);
        Assert.InRange((cell.Elapsed + next.Elapsed - cancelAfter).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task An_unknown_model_is_one_error()
    {
        var cell = await host.Tool.Run("#!model no-such-model");
        Assert.StartsWith("No model 'no-such-model' was found.", cell.Error, StringComparison.Ordinal);
        Assert.Empty(cell.Outputs);
    }

    [Fact]
    public async Task Plotly_comes_once_before_the_first_figure_in_an_output_of_its_own()
    {
        var first = host.FirstFigure.Outputs;
        Assert.Equal(["DisplayedValueProduced", "ReturnValueProduced"], first.Select(o => o.Event));
        Assert.Contains(PlotlyLoader.Attribute, first[0].Html, StringComparison.Ordinal);
        Assert.Equal(["text/html", "text/plain", "image/svg+xml", "application/vnd.plotly.v1+json"], first[1].Values.Keys);
        Assert.DoesNotContain(PlotlyLoader.Attribute, first[1].Html, StringComparison.Ordinal);
        foreach (var (code, kernel) in new[] { (RunningHost.FigureInCSharp, "csharp"), (RunningHost.FigureInFSharp, "fsharp") })
            Assert.Equal("ReturnValueProduced", Assert.Single((await host.Tool.Run(code, kernel)).Ok().Outputs).Event);
    }

    [Fact]
    public async Task FSharp_has_its_own_twins_with_one_more_line()
    {
        await LoadTiny();
        (await host.Tool.Run($"#r \"nuget: Overhear.FSharp, {extension.Version}\"\nopen Overhear", "fsharp")).Ok();
        Assert.Equal("1", (await host.Tool.Run("(lm |> Ask.next 1 (lm.Tokens \"a\")).Top.Count", "fsharp")).Ok().Value);
        Assert.Contains("overhear-figure", (await host.Tool.Run("lm |> Lens.logits (lm.Tokens \"ab\") |> Show.lens \"Lens\"", "fsharp")).Ok().Outputs[^1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overhear_shows_what_there_is()
    {
        var text = (await host.Tool.Run("#!overhear", "fsharp")).Ok().AllText;
        Assert.Contains("libtorch", text, StringComparison.Ordinal);
        Assert.Contains($".NET Interactive {HostVersion.Expected}", text, StringComparison.Ordinal);
        Assert.Contains("#!model NAME", text, StringComparison.Ordinal);
    }
}
