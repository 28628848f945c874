namespace Overhear.Kernel;

/// <summary>
/// What the kernels remember of <c>#r "nuget: …"</c> lines: the files that each line came to, kept by the text of the line for all time.
/// A package whose content has changed under its version may come to other files.
/// </summary>
/// <param name="root">The folder, <c>.packagemanagement</c> in the home folder unless said otherwise.</param>
sealed class ResolutionCache(string root)
{
    public static ResolutionCache Default => new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".packagemanagement"));

    /// <summary>Forgets every line that came to a file of one of the packages.</summary>
    /// <returns>How many files were deleted.</returns>
    public int Forget(IEnumerable<string> packageIds)
    {
        var cache = Path.Combine(root, "nuget", "Cache");
        if (!Directory.Exists(cache)) return 0;
        // An entry is one file or two of the same name; the lines name packages by id, the paths by folder.
        var marks = packageIds.SelectMany(id => (string[])[$"/{id}/", $"\\{id}\\", $"{id},"]).ToList();
        var stale = Directory.EnumerateFiles(cache).Where(file => Names(file, marks)).Select(EntryOf).ToHashSet(StringComparer.Ordinal);
        var deleted = 0;
        foreach (var file in Directory.EnumerateFiles(cache).Where(file => stale.Contains(EntryOf(file))).ToList())
        {
            File.Delete(file);
            deleted++;
        }
        return deleted;
    }

    static string EntryOf(string file) => Path.GetFileName(file).Split('.')[0];

    static bool Names(string file, List<string> marks)
    {
        try
        {
            return File.ReadLines(file).Any(line => marks.Any(mark => mark[^1] == ',' ? line.StartsWith(mark, StringComparison.OrdinalIgnoreCase) : line.Contains(mark, StringComparison.OrdinalIgnoreCase)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false; // another kernel is writing it or has just deleted it
        }
    }
}
