using System.Diagnostics;

namespace Overhear.Interactive.Tests;

/// <summary><c>dotnet fsi</c> as its users start it, run to its end.</summary>
static class FSharpInteractive
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it and returns what it said; a failure of the script is one of the test.</summary>
    /// <param name="extension">The packages.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What is typed.</param>
    public static async Task<string> Run(PackedExtension extension, string folder, IEnumerable<string> arguments, string input = "")
    {
        await extension.Packed;
        var start = new ProcessStartInfo("dotnet", ["fsi", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in extension.PackageFolders) start.Environment[name] = value;
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(inherited);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
            Assert.DoesNotContain("error FS", await errors, StringComparison.Ordinal);
            return await output;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
