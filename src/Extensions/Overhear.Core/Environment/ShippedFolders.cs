namespace Overhear;

/// <summary>Finds what Overhear brings itself, a folder each: in its package, or in a checkout of its repository.</summary>
static class ShippedFolders
{
    /// <summary>Where folders of a kind lie, <c>models</c> or <c>texts</c>, seen from a root.</summary>
    static string[][] Places(string kind) => [["notebooks", kind], [kind], ["contentFiles", "any", "any", kind]];

    /// <summary>The folder of that name in one of the folders or above it; null where there is none.</summary>
    /// <param name="kind"><c>models</c> or <c>texts</c>.</param>
    /// <param name="name">The name of a folder.</param>
    /// <param name="startFolders">The working folder and the assembly's own.</param>
    /// <param name="holds">Whether a folder holds what is looked for; another one that only has the name is passed over.</param>
    public static string? Find(string kind, string name, IEnumerable<string> startFolders, Func<string, bool> holds)
    {
        // A name that could lead elsewhere is none of ours.
        if (name.Length == 0 || name[0] == '.' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) return null;
        return Roots(kind, startFolders).Select(root => Path.Combine(root, name)).FirstOrDefault(holds);
    }

    /// <summary>The names that <see cref="Find"/> would find.</summary>
    public static IReadOnlyList<string> Names(string kind, IEnumerable<string> startFolders, Func<string, bool> holds) =>
    [
        .. Roots(kind, startFolders).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Where(holds)
            .Select(folder => Path.GetFileName(folder)).Distinct().Order(StringComparer.Ordinal),
    ];

    static IEnumerable<string> Roots(string kind, IEnumerable<string> startFolders)
    {
        foreach (var start in startFolders)
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                foreach (var place in Places(kind))
                    yield return Path.Combine([folder.FullName, .. place]);
    }
}
