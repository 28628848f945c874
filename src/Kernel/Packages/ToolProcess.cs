using System.Diagnostics;
using System.Text;

namespace Overhear.Kernel;

/// <summary>Runs a <c>dotnet</c> command to its end.</summary>
static class ToolProcess
{
    /// <summary>Runs it.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken token)
    {
        var start = new ProcessStartInfo(DotNetCommand.Path) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, CreateNoWindow = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a build node that stays behind would hold the pipes open
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What `dotnet run` and `dotnet test` say to their children is meant for those, not for a build that they start.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && name != "MSBUILDDISABLENODEREUSE").ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        void Add(object sender, DataReceivedEventArgs line)
        {
            lock (output) if (line.Data is not null) output.AppendLine(line.Data);
        }
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        lock (output) return (process.ExitCode, output.ToString());
    }
}
