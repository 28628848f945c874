namespace Overhear.Tests;

/// <summary>Where tests find what they compare with.</summary>
static class TestData
{
    /// <summary>The repository's root: the nearest folder above the test assembly that holds Notebooks.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Numbers made by other software: OVERHEAR_GOLDEN, else the repository's tests/golden.</summary>
    public static string Golden { get; } = Variable("OVERHEAR_GOLDEN") ?? Path.Combine(RepositoryRoot, "tests", "golden");

    /// <summary>A folder of real models: OVERHEAR_MODELS; null where it is not set.</summary>
    public static string? Models { get; } = Variable("OVERHEAR_MODELS");

    /// <summary>A folder of data sets: OVERHEAR_DATA; null where it is not set.</summary>
    public static string? Data { get; } = Variable("OVERHEAR_DATA");

    /// <summary>A relative value is read from the repository's root, as a test's working folder is its output.</summary>
    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } folder ? Path.GetFullPath(folder, RepositoryRoot) : null;

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notebooks.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Notebooks.sln. Run the tests from the repository's own build output.");
    }
}
