namespace Overhear.Kernel;

/// <summary>The <c>dotnet</c> command.</summary>
static class DotNetCommand
{
    /// <summary>The one that started this process where that is known, else the one of DOTNET_ROOT, else whichever the system finds.</summary>
    public static string Path { get; } = Find();

    static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host)) return host;
        if (Environment.ProcessPath is { } self && string.Equals(System.IO.Path.GetFileName(self), name, StringComparison.OrdinalIgnoreCase)) return self;
        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        return !string.IsNullOrEmpty(root) && File.Exists(System.IO.Path.Combine(root, name)) ? System.IO.Path.Combine(root, name) : name;
    }
}
