namespace Overhear;

/// <summary>Looks through the cache for models, and adds the well-known ones that are not there.</summary>
static class CacheListing
{
    const string Prefix = "models--";

    /// <summary>Well-known models first, in the order of their table, then what else the cache holds.</summary>
    public static IReadOnlyList<ListedModel> Of(string root)
    {
        var cached = Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, Prefix + "*").Order(StringComparer.Ordinal).SelectMany(Read).ToList()
            : [];
        var listed = new List<ListedModel>();
        foreach (var name in KnownModels.Names)
        {
            var here = cached.Where(model => KnownModels.Repositories(name).Contains(model.Repository, StringComparer.OrdinalIgnoreCase)).ToList();
            if (here.Count == 0) listed.Add(new ListedModel(name, KnownModels.Repositories(name)[0], ModelState.Fetchable, [], null, 0));
            foreach (var model in here)
            {
                cached.Remove(model);
                listed.Add(model with { Name = name });
            }
        }
        return [.. listed, .. cached];
    }

    static IEnumerable<ListedModel> Read(string folder)
    {
        var repository = Path.GetFileName(folder)[Prefix.Length..].Replace("--", "/", StringComparison.Ordinal);
        if (!HuggingFaceCache.IsRepository(repository)) yield break;
        var branches = Branches(Path.Combine(folder, "refs"));
        var snapshots = Path.Combine(folder, "snapshots");
        string[] commits = Directory.Exists(snapshots) ? [.. Directory.EnumerateDirectories(snapshots).Order(StringComparer.Ordinal)] : [];
        foreach (var snapshot in commits)
        {
            var commit = Path.GetFileName(snapshot);
            var whole = ModelFolder.Exists(snapshot) && (File.Exists(Path.Combine(snapshot, TensorSource.SingleFileName)) || File.Exists(Path.Combine(snapshot, TensorSource.IndexFileName)));
            yield return new ListedModel(repository, repository, whole ? ModelState.Cached : ModelState.Partial, [.. branches[commit].Order(StringComparer.Ordinal)], commit, BytesOf(snapshot));
        }
        if (commits.Length == 0) yield return new ListedModel(repository, repository, ModelState.Partial, [], null, BytesOf(Path.Combine(folder, "blobs")));
    }

    /// <summary>The branches and tags of each commit.</summary>
    static ILookup<string, string> Branches(string folder) =>
        (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
            .ToLookup(path => File.ReadAllText(path).Trim(), path => Path.GetRelativePath(folder, path).Replace('\\', '/'), StringComparer.Ordinal);

    static long BytesOf(string folder)
    {
        if (!Directory.Exists(folder)) return 0;
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(path =>
        {
            try
            {
                using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return RandomAccess.GetLength(handle);
            }
            catch (IOException) { return 0; } // a link that leads nowhere, or a file that is being written
        });
    }
}
