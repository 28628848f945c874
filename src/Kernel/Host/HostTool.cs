using System.Reflection;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Overhear.Kernel;

/// <summary>The pinned .NET Interactive tool: it comes with a restore of this project and lies in NuGet's package folder.</summary>
static class HostTool
{
    const string package = "Microsoft.dotnet-interactive";

    /// <summary>The version that this program was built for.</summary>
    public static string Version { get; } = typeof(HostTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "DotNetInteractiveToolVersion").Value!;

    /// <summary>Where the tool's program lies in a package folder, or null where the folder has none.</summary>
    public static string? FindIn(PackageFolder packages)
    {
        var tools = Path.Combine(packages.PathOf(new PackageIdentity(package, NuGetVersion.Parse(Version))), "tools");
        return Directory.Exists(tools) ? Directory.EnumerateFiles(tools, "Microsoft.DotNet.Interactive.App.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() : null;
    }

    /// <summary>The tool's program; where it is missing, as beside an installed <c>overhear</c>, it is fetched first.</summary>
    /// <exception cref="HostFault">It cannot be fetched.</exception>
    public static async Task<string> FindOrFetchAsync(PackageFolder packages, IRunProgress progress, CancellationToken token)
    {
        if (FindIn(packages) is { } present) return present;
        progress.Doing($"fetching {package} {Version}, about 49 MB");
        var folder = Directory.CreateTempSubdirectory("overhear-").FullName;
        try
        {
            var project = Path.Combine(folder, "fetch.csproj");
            await File.WriteAllTextAsync(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageDownload Include="{package}" Version="[{Version}]" /></ItemGroup>
                </Project>
                """, token);
            var (_, output) = await ToolProcess.RunAsync(folder, ["restore", project, "-p:RestorePackagesPath=" + packages.Root, "-v", "quiet", "-tl:off"], token);
            return FindIn(packages) ?? throw new HostFault($"{package} {Version}, which runs the cells, could not be fetched:{Environment.NewLine}{output.Trim()}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
