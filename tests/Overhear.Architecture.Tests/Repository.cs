namespace Overhear.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
static class Repository
{
    /// <summary>The folder that holds Notebooks.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the checkout, as a full path.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file of the checkout.</summary>
    public static string Read(string path) => File.ReadAllText(At(path));

    /// <summary>The path as git writes it: from the root on, with slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Files below a folder with one of the endings, without what builds leave there; none where the folder is not.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] endings)
    {
        var top = At(folder);
        if (!Directory.Exists(top)) return [];
        return [.. Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj" or "TestResults"))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Project files under src and tests.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. new[] { "src", "tests" }.SelectMany(folder => Files(folder, ".csproj", ".fsproj")).Select(file => new ProjectFile(file))];

    /// <summary>What git tracks, from the root on; skips the test where this is no git checkout.</summary>
    public static async Task<IReadOnlyList<string>> Tracked()
    {
        if (!Path.Exists(At(".git"))) Assert.Skip("This is no git checkout, so there is no list of tracked files.");
        var listing = await Command.Run("git", ["ls-files", "-z"], Root);
        Assert.True(listing.ExitCode == 0, listing.Everything);
        return listing.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notebooks.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Notebooks.sln.");
    }
}
