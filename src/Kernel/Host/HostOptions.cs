namespace Overhear.Kernel;

/// <summary>How a host is started.</summary>
/// <param name="Assembly">The tool's Microsoft.DotNet.Interactive.App.dll.</param>
/// <param name="WorkingFolder">Where relative paths of cells start.</param>
sealed record HostOptions(string Assembly, string WorkingFolder)
{
    /// <summary>Folders with packages that <c>#r "nuget: …"</c> finds besides the machine's sources, wherever the working folder lies.</summary>
    public IReadOnlyList<string> PackageSources { get; init; } = [];

    /// <summary>How long the process may take until it says that it is ready. A cold machine needs seconds, a busy one much longer.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(5);
}
