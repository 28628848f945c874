using System.Text;
using System.Text.RegularExpressions;

namespace Overhear.Kernel;

/// <summary>
/// Takes the paths of this machine out of what is written: whoever gets a notebook or a page learns nothing of the disk it was made on.
/// </summary>
sealed class MachinePaths
{
    readonly Regex? pattern;
    readonly Dictionary<string, string> replacements = new(StringComparer.Ordinal);

    /// <summary>Paths, and what stands in their place. The longest that fits is taken.</summary>
    public MachinePaths(IEnumerable<KeyValuePair<string, string>> roots)
    {
        foreach (var (path, neutral) in roots)
        {
            var trimmed = path.TrimEnd('/', '\\');
            if (trimmed.Length < 2) continue; // the root of a disk is no one's own
            foreach (var spelling in (string[])[trimmed, trimmed.Replace('\\', '/'), trimmed.Replace(@"\", @"\\"), Uri.EscapeDataString(trimmed).Replace("%2F", "/")])
            {
                replacements.TryAdd(spelling, neutral);
            }
        }
        if (replacements.Count == 0) return;
        var options = OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase : RegexOptions.None;
        var choices = new StringBuilder().AppendJoin('|', replacements.Keys.OrderByDescending(key => key.Length).Select(Regex.Escape));
        // Neither the end of a longer path nor the beginning of a longer name: /root is not in /chroot/root2 or in /rootless.
pattern = new Regex($@"(?<![\w.\-/])(?:file:///?)?({choices})(?![\w\-])", options);
    }

    /// <summary>The paths of this machine as a run sees them.</summary>
    /// <param name="notebookFolder">The folder of the notebook: where its relative paths start.</param>
    /// <param name="packageFolder">NuGet's package folder.</param>
    /// <param name="buildRoot">The checkout that this program belongs to, if any.</param>
    /// <param name="more">Values of parameters: where one is a path, its folder is taken out too.</param>
    public static MachinePaths Here(string notebookFolder, string? packageFolder, string? buildRoot, IEnumerable<string> more)
    {
        var roots = new List<KeyValuePair<string, string>>();
        void Add(string? path, string neutral)
        {
            if (!string.IsNullOrEmpty(path) && Path.IsPathFullyQualified(path)) roots.Add(new(path, neutral));
        }
        foreach (var value in more.Where(Path.IsPathFullyQualified)) Add(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(value)), "~");
        Add(notebookFolder, ".");
        Add(packageFolder, "~/.nuget/packages");
        Add(buildRoot, "~");
        Add(Environment.CurrentDirectory, ".");
        Add(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "~");
        Add(Path.GetTempPath(), "~");
        foreach (var variable in (string[])["HF_HOME", "HF_HUB_CACHE", "XDG_CACHE_HOME", "NUGET_PACKAGES", "DOTNET_ROOT", "TMPDIR"]) Add(Environment.GetEnvironmentVariable(variable), "~");
        Add(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory())))), "~/dotnet");
        return new(roots);
    }

    /// <summary>The text without them.</summary>
    public string Neutral(string text) => pattern is null ? text : pattern.Replace(text, found => Replacement(found.Groups[1].Value));

    string Replacement(string path) => replacements.TryGetValue(path, out var neutral)
        ? neutral
        : replacements.First(pair => string.Equals(pair.Key, path, StringComparison.OrdinalIgnoreCase)).Value;
}
