using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

/// <summary>The host dies while a cell runs: each way ends in a written notebook whose cell says what happened.</summary>
[Trait("Category", "host")]
public sealed class HostDeathRunTests : IDisposable
{
    const string libc = "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int puts(string s);\n"
        + "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int kill(int process, int signal);\n"
        + "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern void abort();\nConsole.WriteLine(\"before\");";

    readonly TestNotebook files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("SIGKILL", "var big = new byte[400_000_000]; Array.Fill(big, (byte)1);\nSystem.Threading.Thread.Sleep(1000); // memory is looked at five times a second\nkill(Environment.ProcessId, 9);\nSystem.Threading.Thread.Sleep(60_000);", "signal 9, SIGKILL (exit code 137)", null)]
    [InlineData("FailFast", "Environment.FailFast(\"gone for good\");", "signal 6, SIGABRT (exit code 134)", "gone for good")]
    [InlineData("stack overflow", "int Deep(int x) => 1 + Deep(x + 1);\nDeep(0)", "signal 6, SIGABRT (exit code 134)", "Stack overflow.")]
    [InlineData("native abort", "puts(\"native last words\");\nabort();", "signal 6, SIGABRT (exit code 134)", "native last words")]
    [InlineData("exit", "Environment.Exit(3);", "exit code 3", null)]
    public async Task Each_death_is_told_in_the_notebook(string way, string code, string ending, string? said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        var (error, cells, page) = await RunAsync(code, limit: null);
        Assert.Equal("ProcessEnded", error.Name);
        Assert.Contains(ending, error.Message);
        var told = cells[1]!["outputs"]!.AsArray().Single(output => (string?)output!["output_type"] == "error")!["traceback"]!.AsArray().Select(line => (string)line!).ToList();
        Assert.Contains(told, line => line.Contains(ending, StringComparison.Ordinal));
        var peak = Assert.Single(told, line => line.StartsWith("Peak memory: ", StringComparison.Ordinal)).Split(' ')[2];
        Assert.InRange(int.Parse(peak), way == "SIGKILL" ? 400 : 40, 4000);
        if (said is not null) Assert.Contains(told, line => line.Contains(said, StringComparison.Ordinal));
        Assert.Contains(ending, page);
    }

    [Fact]
    public async Task A_cell_that_runs_out_of_its_time_ends_with_its_process()
    {
        var (error, cells, page) = await RunAsync("Console.WriteLine(\"looping\");\nwhile (true) { }", TimeSpan.FromSeconds(4));
        Assert.Equal("TimeLimitExceeded", error.Name);
        Assert.Contains("longer than the 4 s", error.Message);
        Assert.Contains("looping", cells[1]!["outputs"]!.ToJsonString());
        Assert.Contains("longer than the 4 s", page);
    }

    async Task<(CellError Error, JsonArray Cells, string Page)> RunAsync(string code, TimeSpan? limit)
    {
        var path = files.Write("book.ipynb", ("csharp", OperatingSystem.IsWindows() ? "Console.WriteLine(\"before\");" : libc, []), ("csharp", code, []), ("csharp", "Console.WriteLine(\"after\");", []));
        var settings = new RunSettings(Path.Combine(files.Folder, "out"), [], limit) { HostAssembly = HostFixture.Assembly };
        var result = await new NotebookRun(NotebookFile.Read(path), settings, new Silence()).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, result.Failed!.Number);
        var cells = JsonNode.Parse(File.ReadAllText(result.NotebookPath))!["cells"]!.AsArray();
        Assert.Equal("before\n", NotebookCell.Joined(cells[0]!["outputs"]![0]!["text"]));
        Assert.Empty(cells[2]!["outputs"]!.AsArray());
        return (result.Error!, cells, File.ReadAllText(result.PagePath));
    }
}
