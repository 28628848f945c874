using System.Reflection;

namespace Overhear.Interactive.Tests;

/// <summary>The pinned tool, which the restore of this project downloads.</summary>
static class Tool
{
    /// <summary>The package folder that the project was restored into.</summary>
    public static string PackageRoot { get; } = Metadata("NuGetPackageRoot");

    /// <summary>The folder of the tool's assemblies.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(PackageRoot, "microsoft.dotnet-interactive", Metadata("DotNetInteractiveToolVersion"), "tools", "net10.0", "any");

    public static string Path { get; } = System.IO.Path.Combine(Folder, "Microsoft.DotNet.Interactive.App.dll");

    static string Metadata(string key) => typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
