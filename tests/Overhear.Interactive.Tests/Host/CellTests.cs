using System.Text.RegularExpressions;

namespace Overhear.Interactive.Tests;

[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class CellTests(RunningHost host)
{
    const string SweepInCSharp = "for (var i = 0; i < 600; i++) { Work.Current.Step(\"Sweep\", i, 600); System.Threading.Thread.Sleep(50); }";
    const string SweepInFSharp = "for i in 0 .. 599 do\n    Work.Current.Step(\"Sweep\", i, 600)\n    System.Threading.Thread.Sleep 50";

    [Theory]
    [InlineData("csharp", "new HeadId(9, 6)")]
    [InlineData("fsharp", "HeadId(9, 6)")]
    public async Task One_line_serves_both_languages(string kernel, string code)
    {
        var cell = (await host.Tool.Run(code, kernel)).Ok();
        Assert.Equal("9.6", cell.Value);
        Assert.Contains("<code>9.6</code>", cell.Outputs[^1].Html);
    }

    [Fact]
    public async Task Nothing_is_left_in_the_users_scope()
    {
        (await host.Tool.Run("int onlyThis = 3;")).Ok();
        (await host.Tool.Run("let onlyThat = 4", "fsharp")).Ok();
        Assert.Equal(["onlyThis"], Names((await host.Tool.Run("#!who")).Ok()));
        Assert.Equal(["onlyThat"], Names((await host.Tool.Run("#!who", "fsharp")).Ok()));
    }

    static IEnumerable<string> Names(CellResult cell) => Regex.Matches(cell.AllText, "only[A-Za-z]+|[a-z]+(?=</td>)").Select(m => m.Value);

    [Theory]
    [InlineData("csharp", "var kept = 41;", SweepInCSharp, "kept + 1")]
    [InlineData("fsharp", "let kept = 41", SweepInFSharp, "kept + 1")]
    public async Task Cancel_stops_a_cell_and_keeps_the_state(string kernel, string before, string sweep, string after)
    {
        (await host.Tool.Run(before, kernel)).Ok();
        var cancelAfter = TimeSpan.FromSeconds(3);
        var cell = await host.Tool.Run(sweep, kernel, cancelAfter);
        Assert.Contains("cancelled", cell.Error, StringComparison.Ordinal);
        Assert.StartsWith("cancelled: Sweep", cell.Outputs[^1].Text, StringComparison.Ordinal);
        var next = (await host.Tool.Run(after, kernel)).Ok();
        Assert.Equal("42", next.Value);
        Assert.InRange((cell.Elapsed + next.Elapsed - cancelAfter).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Progress_is_one_output_that_is_updated()
    {
        var cell = (await host.Tool.Run(SweepInCSharp.Replace("600", "30"))).Ok();
        var progress = cell.Outputs.Where(o => o.Text.StartsWith("Sweep", StringComparison.Ordinal)).ToList();
        Assert.Equal("DisplayedValueProduced", progress[0].Event);
        Assert.All(progress.Skip(1), o => Assert.Equal("DisplayedValueUpdated", o.Event));
        Assert.Single(progress.Select(o => o.Id).Distinct());
        Assert.InRange(progress.Count, 3, 8); // 1.5 s, at most four updates a second
        Assert.Contains("<progress", progress[0].Html);
        Assert.DoesNotContain("<progress", progress[^1].Html);
    }

    [Fact]
    public async Task Short_work_shows_no_progress() =>
        Assert.Empty((await host.Tool.Run("for (var i = 0; i <= 10; i++) Work.Current.Step(\"Quick\", i, 10);")).Ok().Outputs);

    [Fact]
    public async Task Native_prints_go_to_standard_error_and_never_into_the_protocol()
    {
        var cell = (await host.Tool.Run("""
            [System.Runtime.InteropServices.DllImport("libc")] static extern int puts(string text);
            [System.Runtime.InteropServices.DllImport("libc")] static extern int printf(string text);
            puts("a native line"); printf("a native beginning");
            Console.WriteLine("a managed line");
            """)).Ok();
        Assert.Equal("a managed line", Assert.Single(cell.Outputs).Text.Trim());
        Assert.Empty(host.Tool.Strays);
        await Until(() => host.Tool.Errors.Contains("a native beginning"));
        Assert.Contains("a native line", host.Tool.Errors);
    }

    [Theory]
    [InlineData("csharp", "1.5", "1.5")]
    [InlineData("csharp", "(1, \"a\")", "( 1, a )")]
    [InlineData("fsharp", "1.5", "1.5")]
    [InlineData("fsharp", "(1, \"a\")", "( 1, a )")]
    public async Task Numbers_and_tuples_come_as_text_too(string kernel, string code, string text)
    {
        var value = (await host.Tool.Run(code, kernel)).Ok().Outputs[^1];
        Assert.Equal(text, value.Text);
        Assert.NotEmpty(value.Html);
    }

    [Fact]
    public void The_expected_host_draws_no_remark() => Assert.DoesNotContain("was built for", host.FirstCell.AllText);

    [Fact]
    public async Task One_libtorch_is_in_the_process() => Assert.Equal("1", (await host.Tool.Run(Maps.CountInCSharp)).Ok().Value);

    static async Task Until(Func<bool> holds)
    {
        for (var i = 0; i < 50 && !holds(); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }
}
