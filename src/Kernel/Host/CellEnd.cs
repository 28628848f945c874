namespace Overhear.Kernel;

/// <summary>How the run of a cell ended.</summary>
/// <param name="Failure">What the host says went wrong, or null where nothing did.</param>
/// <param name="Death">The end of the host, if it ended meanwhile.</param>
sealed record CellEnd(string? Failure, HostDeath? Death)
{
    public static readonly CellEnd Success = new(null, null);

    public bool Succeeded => Failure is null && Death is null;
}
