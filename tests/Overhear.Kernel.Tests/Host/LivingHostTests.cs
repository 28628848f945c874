using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

[Trait("Category", "host")]
public sealed class LivingHostTests(HostFixture host) : IClassFixture<HostFixture>
{
    const string libc = "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int puts(string s);\n"
        + "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern nint write(int to, string s, nint n);\n";

    static string Text(CellOutputs outputs, string stream) => string.Concat(outputs.ToJson().Where(output => (string?)output!["name"] == stream).Select(output => NotebookCell.Joined(output!["text"])));

    static string Value(CellOutputs outputs) => NotebookCell.Joined(outputs.ToJson().Select(output => output!["data"]).Last(data => data is not null)!["text/plain"]);

    [Fact]
    public async Task Cells_share_values_and_run_in_their_language()
    {
        Assert.Null((await host.RunAsync("var words = \"a b\";")).Error);
        Assert.Null((await host.RunAsync("#!share --from csharp words\nlet count = words.Split(' ').Length", "fsharp")).Error);
        var (outputs, error) = await host.RunAsync("#!fsharp\nprintfn \"%d\" count\n#!csharp\nwords.ToUpper()");
        Assert.Null(error);
        Assert.Equal("2\n", Text(outputs, "stdout"));
        Assert.Equal("A B", Value(outputs));
    }

    [Fact]
    public async Task A_display_that_is_updated_is_one_output()
    {
        var (outputs, _) = await host.RunAsync("{ var shown = Microsoft.DotNet.Interactive.KernelInvocationContextExtensions.Display(Microsoft.DotNet.Interactive.KernelInvocationContext.Current, \"1/2\", \"text/plain\"); shown.Update(\"2/2\"); }");
        Assert.Equal("2/2", NotebookCell.Joined(Assert.Single(outputs.ToJson())!["data"]!["text/plain"]));
    }

    [Fact]
    public async Task Native_prints_come_with_their_cell_and_hide_no_event()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The library with puts has another name there.");
        var (first, _) = await host.RunAsync(libc + "puts(\"native line\");\nwrite(1, \"half a line\", 11);\nConsole.WriteLine(\"managed\");\n\"value\"");
        Assert.Equal("managed\n", Text(first, "stdout"));
        Assert.Equal("value", Value(first));
        Assert.Equal("native line\nhalf a line", Text(first, "stderr"));
        var (second, _) = await host.RunAsync("for (var i = 0; i < 200; i++) { puts(\"n\"); Console.WriteLine(new string('m', 8000)); }");
        Assert.Equal(200 * 8001, Text(second, "stdout").Length);
        Assert.Equal(200 * 2, Text(second, "stderr").Length);
        var (third, _) = await host.RunAsync("1 + 1");
        Assert.Equal("", Text(third, "stderr"));
    }

    [Theory]
    [InlineData("csharp", "Console.ReadLine()")]
    [InlineData("fsharp", "stdin.ReadLine()")]
    [InlineData("csharp", "await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"name\")")]
    [InlineData("csharp", "#!set --name a --value @input")]
    [InlineData("csharp", "#!set --name a --value @password:secret")]
    public async Task A_cell_that_asks_for_input_fails_at_once_and_the_host_goes_on(string kernel, string code)
    {
        var (_, error) = await host.RunAsync(code, kernel);
        Assert.Equal("InputNotAvailable", error!.Name);
        Assert.Equal("3", Value((await host.RunAsync("(1 + 2).ToString()")).Outputs));
    }

    [Fact]
    public async Task A_raw_read_of_standard_input_sees_its_end() =>
        Assert.Equal("0", Value((await host.RunAsync("Console.OpenStandardInput().Read(new byte[8], 0, 8).ToString()")).Outputs));

    [Fact]
    public async Task Errors_have_a_line()
    {
        Assert.Equal(3, (await host.RunAsync("var fine = 1;\n\nint broken = ;")).Error!.Line);
        Assert.Equal(4, (await host.RunAsync("#!fsharp\nlet ok = 1\n#!csharp\nthrow new Exception(\"x\");")).Error!.Line);
        Assert.Null((await host.RunAsync("int Fails(int n)\n{\n    if (n == 0) throw new ArgumentException(\"zero\");\n    return n;\n}")).Error);
        var error = (await host.RunAsync("var a = Fails(1);\nvar b = Fails(0);")).Error!;
        Assert.Equal(("System.ArgumentException", "zero", 2), (error.Name, error.Message, error.Line));
        Assert.DoesNotContain(error.Trace, line => line.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.Equal(2, (await host.RunAsync("let fine = 1\nlet broken : string = 1", "fsharp")).Error!.Line);
    }

    [Fact]
    public async Task The_set_up_leaves_no_name_behind()
    {
        var (outputs, _) = await host.RunAsync("#!who");
        Assert.DoesNotContain("noInput", outputs.ToJson().ToJsonString());
        Assert.NotNull((await host.RunAsync("noInput")).Error);
    }

    [Fact]
    public async Task A_large_output_arrives_whole()
    {
        var (outputs, _) = await host.RunAsync("HTML(new string('x', 20_000_000))");
        Assert.Equal(20_000_000, NotebookCell.Joined(outputs.ToJson()[^1]!["data"]!["text/html"]).Length);
    }
}
