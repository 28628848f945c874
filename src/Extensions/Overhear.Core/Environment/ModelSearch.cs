namespace Overhear;

/// <summary>One search for a model: tries each kind of place in turn and notes what it looked at.</summary>
sealed class ModelSearch(SearchPlaces places)
{
    readonly List<string> lookedAt = [];

    public ModelSource Find(string nameOrFolder)
    {
        if (string.IsNullOrWhiteSpace(nameOrFolder))
            throw new ArgumentException("A model's name or folder is asked for, for instance 'teaching', 'gpt2', 'org/name' or a path; it is empty.", nameof(nameOrFolder));
        var environment = EnvironmentFile.Find(places.WorkingFolder, path => lookedAt.Add($"{path}: passed over, as none of its fields is Overhear's"));
        if (InFolder(nameOrFolder, environment) is { } folder) return folder;
        if (ModelFolder.IsPath(nameOrFolder)) throw NotFound(nameOrFolder, "Give a folder with config.json, the weights as safetensors, and the tokenizer's files.");
        return InEnvironment(nameOrFolder, environment)
            ?? InCache(nameOrFolder, environment)
            ?? Shipped(nameOrFolder, environment)
            ?? throw NotFound(nameOrFolder, Advice(nameOrFolder));
    }

    ModelSource? InFolder(string text, EnvironmentFile? environment)
    {
        if (text.Contains('\0')) return null;
        var folder = ModelFolder.FullPath(text, places.WorkingFolder, places.HomeFolder);
        if (File.Exists(folder)) lookedAt.Add($"{folder}: a file; give the folder in which it lies");
        else if (!Directory.Exists(folder)) lookedAt.Add($"the folder {folder}: not there");
        // A folder that only happens to have a model's name must not hide the model.
        else if (!ModelFolder.Exists(folder)) lookedAt.Add($"the folder {folder}: no {ModelFolder.ConfigName} in it");
        // What environment.json says of a folder holds by whichever way it is named: its hashes are checked all the same.
        else if (environment?.Models.Values.FirstOrDefault(model => IsSame(model.Folder, folder)) is { } model) return Named(model, folder, null, environment);
        else
            return new ModelSource(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Path.TrimEndingDirectorySeparator(folder), ModelOrigin.Folder)
            {
                Environment = environment,
                DType = environment?.DType,
            };
        return null;
    }

    static bool IsSame(string? folder, string other) =>
        folder is not null && Path.TrimEndingDirectorySeparator(folder) == Path.TrimEndingDirectorySeparator(other);

    static ModelSource Named(EnvironmentModel model, string folder, string? commit, EnvironmentFile environment) =>
        new(model.Name, Path.TrimEndingDirectorySeparator(folder), ModelOrigin.EnvironmentFile)
        {
            Repository = model.Repository,
            Revision = commit,
            ExpectedHashes = model.Files,
            License = model.License,
            Notes = model.Notes,
            DType = model.DType ?? environment.DType,
            Environment = environment,
        };

    ModelSource? InEnvironment(string name, EnvironmentFile? environment)
    {
        if (environment is null)
        {
            lookedAt.Add($"{EnvironmentFile.FileName} in {places.WorkingFolder} and above: none");
            return null;
        }
        if (!environment.Models.TryGetValue(name, out var model))
        {
            lookedAt.Add($"{environment.FilePath}: it names {(environment.Models.Count == 0 ? "no model" : string.Join(", ", environment.Models.Keys.Order(StringComparer.Ordinal)))}");
            return null;
        }
        var (folder, commit) = (model.Folder, (string?)null);
        if (folder is not null && !ModelFolder.Exists(folder))
        {
            lookedAt.Add($"{environment.FilePath}: it says {folder}, and there is no {ModelFolder.ConfigName}");
            throw NotFound(name, $"Put the model there, or change the folder of '{name}' in {environment.FilePath}.");
        }
        if (model.Repository is { } repository)
        {
            var revision = model.Revision ?? HuggingFaceCache.MainBranch;
            var cached = new HuggingFaceCache(places.CacheFolder).Find(repository, revision);
            if (cached.Reason is not null)
            {
                lookedAt.Add($"{environment.FilePath}: it says {repository} at {revision}");
                lookedAt.Add(cached.Reason);
                throw NotFound(name, Download(revision == HuggingFaceCache.MainBranch ? repository : $"{repository}@{revision}"));
            }
            (folder, commit) = (cached.Folder, cached.Commit);
        }
        return Named(model, folder!, commit, environment);
    }

    ModelSource? InCache(string text, EnvironmentFile? environment)
    {
        var (name, revision) = Split(text);
        if (!HuggingFaceCache.IsRevision(revision)) return null;
        var cache = new HuggingFaceCache(places.CacheFolder);
        foreach (var repository in KnownModels.Repositories(name))
        {
            var cached = cache.Find(repository, revision);
            if (cached.Reason is null)
                return new ModelSource(text, cached.Folder!, ModelOrigin.HuggingFaceCache)
                {
                    Repository = repository,
                    Revision = cached.Commit,
                    Environment = environment,
                    DType = environment?.DType,
                };
            lookedAt.Add(cached.Reason);
        }
        return null;
    }

    ModelSource? Shipped(string name, EnvironmentFile? environment)
    {
        if (ShippedModels.Find(name, [places.WorkingFolder, places.AssemblyFolder]) is { } folder)
            return new ModelSource(name, folder, ModelOrigin.Shipped) { Environment = environment, DType = environment?.DType };
        lookedAt.Add($"models/ and notebooks/models/ in and above {places.WorkingFolder} and {places.AssemblyFolder}: no {FaultList.Quote(name)}");
        return null;
    }

    static string Advice(string text)
    {
        var (name, revision) = Split(text);
        var known = $"Well-known names are {string.Join(", ", KnownModels.Names)}.";
        // A bare word that no one knows is more likely misspelt than a repository without an organisation.
        var repository = KnownModels.Repositories(name).FirstOrDefault(found => found.Contains('/'));
        return repository is not null && HuggingFaceCache.IsRevision(revision)
            ? $"Give a folder, or the name of a model in {EnvironmentFile.FileName}, or fill the cache. {Download(text)} {known}"
            : $"Give a folder, the name of a model in {EnvironmentFile.FileName}, or a repository as org/name or org/name@revision. {known}";
    }

    static string Download(string name) =>
        $"Loading downloads nothing: 'overhear models fetch {name}', or ModelHub.Fetch(\"{name}\") in a cell, fetches it once; or set HF_HUB_CACHE or HF_HOME to where it lies.";

    /// <summary>A name and its revision, main where none stands behind an '@'.</summary>
    public static (string Name, string Revision) Split(string text) =>
        text.Split('@', 2) is [var name, var revision] ? (name, revision) : (text, HuggingFaceCache.MainBranch);

    ModelNotFoundException NotFound(string name, string advice) => new(name, lookedAt.AsReadOnly(), advice);
}
