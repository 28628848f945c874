using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Overhear.Kernel;

/// <summary>
/// A running .NET Interactive tool, driven over its standard input and output as VS Code drives it: one JSON object a line.
/// It is a child that may die at any time; whoever runs a cell is told how. One cell at a time.
/// </summary>
sealed class HostProcess : IAsyncDisposable
{
    static readonly TimeSpan endLimit = TimeSpan.FromSeconds(3);

    readonly Process process;
    readonly NativeText errors;
    readonly PeakMemory memory;
    readonly Channel<HostLine> lines = Channel.CreateUnbounded<HostLine>(new() { SingleReader = true, SingleWriter = true });

    HostProcess(Process process)
    {
        this.process = process;
        errors = new NativeText(process.StandardError.BaseStream);
        memory = new PeakMemory(process);
        new Thread(ReadLines) { IsBackground = true, Name = "host's standard output" }.Start();
    }

    /// <summary>The process, for whoever must send it a signal.</summary>
    public int Id => process.Id;

    /// <summary>Starts a host and prepares it for cells.</summary>
    /// <exception cref="HostFault">The process did not come up.</exception>
    public static async Task<HostProcess> StartAsync(HostOptions options, CancellationToken token)
    {
        var start = new ProcessStartInfo(DotNetCommand.Path)
        {
            WorkingDirectory = options.WorkingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in (string[])[options.Assembly, "stdio", "--working-dir", options.WorkingFolder]) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        // A build node that outlives the restore of a package would keep this process's pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // The project that the host makes to restore packages takes this variable as its property of that name.
        if (options.PackageSources.Count > 0) start.Environment["RestoreAdditionalProjectSources"] = string.Join(';', options.PackageSources);
        var process = Process.Start(start) ?? throw new HostFault($"{start.FileName} could not be started.");
        var host = new HostProcess(process);
        try
        {
            await host.PrepareAsync(options.StartLimit, token);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="name">A name of its own: the events that belong to it carry it as their token.</param>
    /// <param name="code">Its source.</param>
    /// <param name="kernel">The kernel that it is for.</param>
    /// <param name="sink">Gets everything that arrives meanwhile.</param>
    /// <param name="limit">After this time the host is killed.</param>
    /// <param name="token">Ends the wait, not the cell: whoever cancels disposes the host.</param>
    public async Task<CellEnd> RunAsync(string name, string code, string kernel, ICellSink sink, TimeSpan? limit, CancellationToken token)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (limit is { } most) time.CancelAfter(most);
        try
        {
            await SendAsync(name, "SubmitCode", new { code, targetKernelName = kernel }, time.Token);
            while (await lines.Reader.WaitToReadAsync(time.Token))
            {
                while (lines.Reader.TryRead(out var line))
                {
                    Forward(sink, errors.Take(wait: line.Message?.Kind is HostMessage.Succeeded or HostMessage.Failed), isError: true);
                    Forward(sink, line.NativeText, isError: false);
                    if (line.Message is not { } message) continue;
                    sink.Receive(message);
                    if (message.Token != name) continue;
                    if (message.Kind == HostMessage.Succeeded) return CellEnd.Success;
                    if (message.Kind == HostMessage.Failed) return new(message.Text("message") ?? "The host gave no reason.", null);
                }
                time.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new(null, await EndAsync(sink, dying: false) with { Limit = limit });
        }
        catch (IOException)
        {
            // Nobody reads the other end of the pipe any more.
        }
        return new(null, await EndAsync(sink, dying: true));
    }

    /// <summary>Ends the host in good order, and passes on what native code still had in its buffers.</summary>
    public async Task CloseAsync(ICellSink sink)
    {
        try
        {
            using var time = new CancellationTokenSource(endLimit);
            await SendAsync("quit", "Quit", new { }, time.Token);
            process.StandardInput.Close();
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or InvalidOperationException)
        {
            // It has ended already, or does not listen.
        }
        await EndAsync(sink, dying: true);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        memory.Dispose();
        process.Dispose();
    }

    async Task PrepareAsync(TimeSpan limit, CancellationToken token)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(token);
        time.CancelAfter(limit);
        var banner = new StringBuilder();
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(time.Token))
            {
                if (line.Message?.Kind == HostMessage.Ready)
                {
                    var end = await RunAsync("set-up", HostSetup.Code, "csharp", new Unheard(), limit, time.Token);
                    if (end.Succeeded) return;
                    throw new HostFault($"The notebook host did not take its set-up: {end.Failure ?? string.Join(Environment.NewLine, end.Death!.Report())}");
                }
                banner.Append(line.NativeText);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new HostFault($"The notebook host was not ready within {limit.TotalSeconds:0} s. {banner}");
        }
        var death = await EndAsync(new Unheard(), dying: true);
        throw new HostFault(string.Join(Environment.NewLine, (string[])["The notebook host ended before it was ready.", .. death.Report(), banner.ToString()]).TrimEnd());
    }

    async Task SendAsync(string token, string commandType, object command, CancellationToken stop)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { token, commandType, command }).AsMemory(), stop);
        await process.StandardInput.FlushAsync(stop);
    }

    /// <summary>Makes sure that the process is gone, hands on what it has left in its pipes, and says how it went.</summary>
    /// <param name="sink">Gets what is left.</param>
    /// <param name="dying">Whether it is ending by itself: then its own exit code says more than a kill would, and it gets a moment.</param>
    async Task<HostDeath> EndAsync(ICellSink sink, bool dying)
    {
        if (dying) await EndsWithinAsync(endLimit);
        await KillAsync();
        errors.WaitForEnd(endLimit);
        using var time = new CancellationTokenSource(endLimit);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(time.Token))
            {
                Forward(sink, line.NativeText, isError: false);
                if (line.Message is { } message) sink.Receive(message);
            }
        }
        catch (OperationCanceledException)
        {
            // A grandchild holds the pipe open; what it writes is not ours to wait for.
        }
        Forward(sink, errors.Take(), isError: true);
        return new(process.ExitCode, errors.All(), memory.Bytes);
    }

    async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(time.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    async Task KillAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    static void Forward(ICellSink sink, string text, bool isError)
    {
        if (text.Length > 0) sink.Print(text, isError);
    }

    void ReadLines()
    {
        try
        {
            while (process.StandardOutput.ReadLine() is { } line) lines.Writer.TryWrite(HostLine.Parse(line));
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The pipe is gone with the process.
        }
        lines.Writer.TryComplete();
    }

    sealed class Unheard : ICellSink
    {
        public void Receive(HostMessage message)
        {
        }

        public void Print(string text, bool isError)
        {
        }
    }
}
