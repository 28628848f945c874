namespace Overhear;

/// <summary>Finds models in the folder where Hugging Face's own software keeps what it downloaded.</summary>
/// <remarks>
/// The layout is <c>models--org--name/snapshots/COMMIT/</c>, with <c>refs/BRANCH</c> holding the commit of each branch. Nothing is
/// written and nothing is downloaded.
/// </remarks>
sealed class HuggingFaceCache(string root)
{
    /// <summary>The branch that is meant where no revision is named.</summary>
    public const string MainBranch = "main";

    /// <summary>The cache's folder.</summary>
    public string Root => root;

    /// <summary>The cache's folder: HF_HUB_CACHE, else HF_HOME/hub, else huggingface/hub in XDG_CACHE_HOME or ~/.cache.</summary>
    /// <param name="variable">Gives an environment variable, or null.</param>
    /// <param name="home">The user's home folder.</param>
    public static string FindRoot(Func<string, string?> variable, string home)
    {
        if (Set("HF_HUB_CACHE") is { } hub) return hub;
        if (Set("HF_HOME") is { } huggingFace) return Path.Combine(huggingFace, "hub");
        return Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache"), "huggingface", "hub");

        string? Set(string name) => variable(name) is { Length: > 0 } value
            ? Path.GetFullPath(value == "~" || value.StartsWith("~/", StringComparison.Ordinal) ? home + value[1..] : value)
            : null;
    }

    /// <summary>Whether a text can be the name of a repository: <c>org/name</c>, or <c>name</c> alone for the oldest ones.</summary>
    public static bool IsRepository(string text) => text.Split('/') is { Length: <= 2 } parts && parts.All(IsPart);

    /// <summary>Whether a text can be a commit, a branch or a tag.</summary>
    public static bool IsRevision(string text) => text.Length <= 200 && text.Split('/').All(IsPart);

    // No part can lead out of the cache, and none can be read as two parts of a folder's name.
    static bool IsPart(string text) =>
        text.Length is > 0 and <= 96 && text[0] is not ('.' or '-') && text[^1] is not ('.' or '-')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && !text.Contains("..") && !text.Contains("--");

    /// <summary>Looks for a revision of a repository.</summary>
    public CachedModel Find(string repository, string revision)
    {
        var folder = Path.Combine(root, $"models--{repository.Replace("/", "--")}");
        if (!Directory.Exists(folder)) return CachedModel.Missing($"{folder}: not there");
        var commit = Commit(folder, revision);
        if (commit is null) return CachedModel.Missing($"{folder}: no revision {revision}; it holds {Revisions(folder)}");
        var snapshot = Path.Combine(folder, "snapshots", commit);
        if (!Directory.Exists(snapshot)) return CachedModel.Missing($"{snapshot}: not there, though the cache names it as {revision}");
        if (!File.Exists(Path.Combine(snapshot, ModelFolder.ConfigName))) return CachedModel.Missing($"{snapshot}: no {ModelFolder.ConfigName} in it, so it was not downloaded whole");
        return new CachedModel(snapshot, commit, null);
    }

    static string? Commit(string folder, string revision)
    {
        var branch = Path.Combine(folder, "refs", Path.Combine(revision.Split('/')));
        if (File.Exists(branch))
        {
            var commit = File.ReadAllText(branch).Trim();
            // The file's text becomes part of a path.
            return IsPart(commit) ? commit : null;
        }
        return IsPart(revision) && Directory.Exists(Path.Combine(folder, "snapshots", revision)) ? revision : null;
    }

    static string Revisions(string folder)
    {
        var references = Path.Combine(folder, "refs");
        var branches = Directory.Exists(references)
            ? Directory.EnumerateFiles(references, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(references, path).Replace('\\', '/'))
            : [];
        var snapshots = Path.Combine(folder, "snapshots");
        var commits = Directory.Exists(snapshots) ? Directory.EnumerateDirectories(snapshots).Select(path => Path.GetFileName(path)) : [];
        var all = branches.Order(StringComparer.Ordinal).Concat(commits.Order(StringComparer.Ordinal)).ToList();
        return all.Count == 0 ? "none" : string.Join(", ", all.Take(10)) + (all.Count > 10 ? $" and {all.Count - 10} more" : "");
    }
}
