namespace Overhear.Kernel.Tests;

/// <summary>One host for all tests that leave it alive.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    internal HostProcess Host { get; private set; } = null!;

    internal static string Assembly { get; } = HostTool.FindIn(PackageFolder.Find(AppContext.BaseDirectory))
        ?? throw new InvalidOperationException("The notebook host is not in the package folder; restore the solution.");

    int sent;

    public async ValueTask InitializeAsync() => Host = await HostProcess.StartAsync(new(Assembly, Path.GetTempPath()), CancellationToken.None);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Runs a cell and gives its outputs and how it ended.</summary>
    internal async Task<(CellOutputs Outputs, CellError? Error)> RunAsync(string code, string kernel = "csharp")
    {
        var sink = new RunSink(new MachinePaths([]));
        var name = $"test-{++sent}";
        var outputs = sink.Begin(name, sent);
        var end = await Host.RunAsync(name, code, kernel, sink, TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        Assert.Null(end.Death);
        return (outputs, end.Succeeded ? null : CellError.Of(end.Failure!, sink.DiagnosedLine, code, sink.Part));
    }
}
