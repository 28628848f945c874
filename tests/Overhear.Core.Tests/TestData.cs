namespace Overhear.Tests;

/// <summary>Where the tests find what they read.</summary>
static class TestData
{
    /// <summary>The checkout.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Numbers made by other software: OVERHEAR_GOLDEN, else tests/golden.</summary>
    public static string Golden => Variable("OVERHEAR_GOLDEN") ?? Path.Combine(RepositoryRoot, "tests", "golden");

    /// <summary>Models made elsewhere: OVERHEAR_MODELS; null where it is not set.</summary>
    public static string? Models => Variable("OVERHEAR_MODELS");

    /// <summary>Data made elsewhere: OVERHEAR_DATA; null where it is not set.</summary>
    public static string? Data => Variable("OVERHEAR_DATA");

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? Path.GetFullPath(value) : null;

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Notebooks.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run from within a checkout: no Notebooks.sln was found above them.");
        return folder;
    }
}
