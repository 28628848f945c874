using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Overhear.Interactive.Tests.PackedExtension))]

namespace Overhear.Interactive.Tests;

/// <summary>
/// The extension's packages as this build made them, under a version of their own, in a folder whose NuGet.config names their feed.
/// Shared by all host tests of the run, made when the first of them asks, and deleted with everything that was restored for them.
/// </summary>
public sealed class PackedExtension : IDisposable
{
    readonly Lazy<Task> packed;

    public PackedExtension() => packed = new Lazy<Task>(Pack);

    /// <summary>The folder to start the tool in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("overhear-host-tests-").FullName;

    /// <summary>The version that the packages carry.</summary>
    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The line that a notebook adds.</summary>
    public string Line => $"#r \"nuget: Overhear, {Version}\"";

    /// <summary>A package folder of the tests' own; what the project's restore fetched is found without a copy.</summary>
    public IReadOnlyDictionary<string, string> PackageFolders => new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(Folder, "packages"),
        ["NUGET_FALLBACK_PACKAGES"] = Tool.PackageRoot,
    };

    /// <summary>Done once the packages are there.</summary>
    public Task Packed => packed.Value;

    /// <summary>Starts the tool where it finds the packages.</summary>
    /// <param name="environment">Variables of the process; the tests' own package folders unless given.</param>
    /// <param name="folder">A folder within <see cref="Folder"/>.</param>
    public async Task<ToolProcess> Start(IReadOnlyDictionary<string, string>? environment = null, string folder = "")
    {
        await packed.Value;
        return new ToolProcess(Path.Combine(Folder, folder), environment ?? PackageFolders);
    }

    async Task Pack()
    {
        var feed = Path.Combine(Folder, "feed");
        Directory.CreateDirectory(feed);
        await File.WriteAllTextAsync(Path.Combine(Folder, "NuGet.config"), $"""<configuration><packageSources><add key="overhear-tests" value="{feed}" /></packageSources></configuration>""");
        var output = Path.GetDirectoryName(typeof(PackedExtension).Assembly.Location)!; // …/tests/PROJECT/bin/CONFIGURATION/net10.0
        var configuration = Path.GetFileName(Path.GetDirectoryName(output))!;
        var project = Path.GetFullPath(Path.Combine(output, "..", "..", ".."));
        await Run(project, "msbuild", "-t:PackExtension", $"-p:Configuration={configuration}", $"-p:PackedVersion={Version}", $"-p:PackedFolder={feed}/", "-v:q", "-nologo", "-nodeReuse:false");
    }

    public void Dispose()
    {
        try { Directory.Delete(Folder, recursive: true); }
        catch (IOException) { } // a child that is still ending; the folder is the system's temporary one
    }

    static async Task Run(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }
}
