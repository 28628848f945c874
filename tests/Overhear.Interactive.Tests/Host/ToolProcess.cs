using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Overhear.Interactive.Tests;

/// <summary>The .NET Interactive tool as a child process, spoken to over stdio as VS Code does.</summary>
public sealed class ToolProcess : IAsyncDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(5);
    readonly Process process;
    readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    readonly StringBuilder errors = new();
    readonly List<string> strays = [];

    public ToolProcess(string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Tool.Path, "stdio", "--working-dir", folder])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1"; // its welcome goes to standard error
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => { if (e.Data is null) lines.Writer.TryComplete(); else lines.Writer.TryWrite(e.Data); };
        process.BeginOutputReadLine();
        _ = CollectErrors(process.StandardError);
    }

    // By characters: what native code prints need not end its line.
    async Task CollectErrors(StreamReader stream)
    {
        var buffer = new char[4096];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;) lock (errors) errors.Append(buffer, 0, count);
    }

    /// <summary>What went to standard error so far.</summary>
    public string Errors { get { lock (errors) return errors.ToString(); } }

    /// <summary>Lines on standard output that were no event, after the first event.</summary>
    public IReadOnlyList<string> Strays => strays;

    /// <summary>Runs a cell and waits for its end.</summary>
    public async Task<CellResult> Run(string code, string kernel = "csharp", TimeSpan? cancelAfter = null)
    {
        var clock = Stopwatch.StartNew();
        var token = Send("SubmitCode", new { code, targetKernelName = kernel });
        using var timer = cancelAfter is { } due ? new Timer(_ => Send("Cancel", new { }), null, due, Timeout.InfiniteTimeSpan) : null;
        var outputs = new List<CellOutput>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience);
        await foreach (var line in lines.Reader.ReadAllAsync(limit.Token))
        {
            if (!line.StartsWith("{\"event\"", StringComparison.Ordinal))
            {
                strays.Add(line);
                continue;
            }
            using var message = JsonDocument.Parse(line);
            var kind = message.RootElement.GetProperty("eventType").GetString()!;
            var body = message.RootElement.GetProperty("event");
            if (CellOutput.From(kind, body) is { } output) outputs.Add(output);
            if (kind is not ("CommandSucceeded" or "CommandFailed") || Token(message.RootElement) != token) continue;
            return new CellResult(outputs, kind == "CommandFailed" ? body.GetProperty("message").GetString() ?? "" : null, clock.Elapsed);
        }
        await process.WaitForExitAsync(limit.Token);
        throw new InvalidOperationException($"The tool ended with {process.ExitCode} during: {code}\n{Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static string? Token(JsonElement message) =>
        message.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.Object ? command.GetProperty("token").GetString() : null;

    string Send(string commandType, object command)
    {
        var token = Guid.NewGuid().ToString("N");
        lock (process)
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(new { token, commandType, command }));
            process.StandardInput.Flush();
        }
        return token;
    }
}
