namespace Overhear;

/// <summary>No libtorch could be loaded. The message says which package brings it and how to add it.</summary>
public sealed class BackendNotFoundException : Exception
{
    internal BackendNotFoundException(string packageLine, Exception reason)
        : base(Explain(packageLine, reason), reason)
    {
    }

    static string Explain(string packageLine, Exception reason)
    {
        var (package, version) = (packageLine.Split(", ")[0], packageLine.Split(", ")[1]);
        return $"""
            No backend was found to run models with: {reason.Message}
            Add the CPU backend of this system, once:
              in a script or notebook   #r "nuget: {package}, {version}"   before Overhear
              in a project              <PackageReference Include="{package}" Version="{version}" />
            or TorchSharp-cuda-linux {NativeSearch.TorchSharpVersion} on Linux for CUDA, or name a folder that holds libtorch in {NativeSearch.FolderVariable}.
            """;
    }
}
