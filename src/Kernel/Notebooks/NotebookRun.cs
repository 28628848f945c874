using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>
/// Runs a notebook from its first cell to its last or to the first that fails, in a host of its own. The notebook is written after
/// every cell, the page at the end, whatever the end is.
/// </summary>
sealed class NotebookRun
{
    readonly RunNotebook notebook;
    readonly RunSettings settings;
    readonly IRunProgress progress;
    readonly MachinePaths paths;
    readonly RunSink sink;
    readonly string folder;
    readonly List<(NotebookCell Cell, CellOutputs Outputs)> ran = [];

    /// <summary>Prepares a run; nothing is started.</summary>
    /// <exception cref="Refusal">The parameters do not fit the notebook.</exception>
    public NotebookRun(RunNotebook notebook, RunSettings settings, IRunProgress progress)
    {
        (this.notebook, this.settings, this.progress) = (notebook, settings, progress);
        folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
        paths = MachinePaths.Here(folder, settings.PackageFolder, settings.BuildRoot, settings.Parameters.Select(parameter => parameter.Value));
        sink = new RunSink(paths);
        ParameterInjection.Apply(notebook, settings.Parameters, paths);
        var name = Path.GetFileNameWithoutExtension(notebook.Path);
        NotebookPath = Path.Combine(settings.OutputFolder, name + ".ipynb");
        PagePath = Path.Combine(settings.PageFolder ?? settings.OutputFolder, name + ".html");
    }

    /// <summary>Where the notebook is written.</summary>
    public string NotebookPath { get; }

    /// <summary>Where the page is written.</summary>
    public string PagePath { get; }

    /// <summary>Called with the host's process id once it is up.</summary>
    public event Action<int>? HostStarted;

    /// <summary>Runs it.</summary>
    /// <exception cref="HostFault">The host did not come up.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped. What there was by then has been written.</exception>
    public async Task<RunResult> RunAsync(CancellationToken token)
    {
        Directory.CreateDirectory(settings.OutputFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(PagePath)!);
        try
        {
            progress.Doing("starting the kernels");
            await using var host = await HostProcess.StartAsync(new(settings.HostAssembly, folder) { PackageSources = settings.PackageSources }, token);
            HostStarted?.Invoke(host.Id);
            var (failed, error) = await RunCellsAsync(host, token);
            if (error is null) await host.CloseAsync(sink);
            return new(NotebookPath, PagePath, failed, error);
        }
        finally
        {
            Write();
            AtomicFile.WriteText(PagePath, Page.Of(notebook.Json, Path.GetFileNameWithoutExtension(notebook.Path), notebook.Kernel, folder, settings.Figures));
        }
    }

    async Task<(NotebookCell? Failed, CellError? Error)> RunCellsAsync(HostProcess host, CancellationToken token)
    {
        var cells = notebook.Cells.Where(cell => cell.IsCode && !string.IsNullOrWhiteSpace(cell.Source)).ToList();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            progress.CellBegins(cell, i + 1, cells.Count);
            var started = Stopwatch.GetTimestamp();
            var error = await RunCellAsync(host, cell, i + 1, token);
            Write();
            progress.CellEnds(cell, Stopwatch.GetElapsedTime(started), error is null);
            if (error is not null) return (cell, error);
        }
        return (null, null);
    }

    async Task<CellError?> RunCellAsync(HostProcess host, NotebookCell cell, int count, CancellationToken token)
    {
        var name = $"cell-{count}";
        var outputs = sink.Begin(name, count);
        ran.Add((cell, outputs));
        cell.Json["execution_count"] = count;
        try
        {
            var end = await host.RunAsync(name, cell.Source, cell.Kernel, sink, settings.Limit, token);
            // A Ctrl+C in a terminal reaches the host as well as this process, so the host may be gone before the token is cancelled.
            if (end.Death is not null) token.ThrowIfCancellationRequested();
            // A magic command can report an error and let the cell go on; it has failed all the same.
            if (end.Succeeded) return outputs.Error;
            var error = end.Death is { } death ? CellError.Of(death) : CellError.Of(end.Failure!, sink.DiagnosedLine, cell.Source, sink.Part);
            if (outputs.Error?.Message != error.Message) outputs.Fail(error);
            return error;
        }
        catch (OperationCanceledException)
        {
            const string stopped = "The run was stopped while this cell was running.";
            outputs.Fail(new("Stopped", stopped, [stopped], null));
            throw;
        }
    }

    void Write()
    {
        foreach (var (cell, outputs) in ran.Where(pair => pair.Outputs.Changed)) cell.Json["outputs"] = outputs.ToJson();
        AtomicFile.WriteText(NotebookPath, notebook.ToText());
    }
}
