namespace Overhear.Kernel;

/// <summary>What a run was asked for.</summary>
/// <param name="OutputFolder">Where the notebook with its outputs goes.</param>
/// <param name="Parameters">Values of parameters, in the order in which they were given.</param>
/// <param name="Limit">How long a cell may take; null: as long as it likes.</param>
sealed record RunSettings(string OutputFolder, IReadOnlyList<KeyValuePair<string, string>> Parameters, TimeSpan? Limit)
{
    /// <summary>The tool that holds the kernels.</summary>
    public required string HostAssembly { get; init; }

    /// <summary>Where the page goes; with the notebook where it is null.</summary>
    public string? PageFolder { get; init; }

    /// <summary>How the page shows figures.</summary>
    public FigureForm Figures { get; init; }

    /// <summary>Folders with packages of this build.</summary>
    public IReadOnlyList<string> PackageSources { get; init; } = [];

    /// <summary>The paths that are kept out of what is written, besides those of the machine in general.</summary>
    public string? PackageFolder { get; init; }

    /// <summary>The checkout that this program belongs to.</summary>
    public string? BuildRoot { get; init; }
}
