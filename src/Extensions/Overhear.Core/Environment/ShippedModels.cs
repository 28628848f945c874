namespace Overhear;

/// <summary>Finds the models that Overhear brings itself: in its package, or in a checkout of its repository.</summary>
static class ShippedModels
{
    static readonly string[][] places = [["notebooks", "models"], ["models"], ["contentFiles", "any", "any", "models"]];

    /// <summary>The folder of a model of that name in one of the folders or above it; null where there is none.</summary>
    /// <param name="name">The name of a folder.</param>
    /// <param name="startFolders">The working folder and the assembly's own.</param>
    public static string? Find(string name, IEnumerable<string> startFolders)
    {
        // A name that could lead elsewhere is none of ours.
        if (name.Length == 0 || name[0] == '.' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) return null;
        foreach (var start in startFolders)
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                foreach (var place in places)
                {
                    var candidate = Path.Combine([folder.FullName, .. place, name]);
                    if (ModelFolder.Exists(candidate)) return candidate;
                }
        return null;
    }
}
