namespace Overhear;

/// <summary>From a name to the list of what has to come.</summary>
sealed class DownloadPlan(HubSettings settings, SearchPlaces places)
{
    /// <summary>Disk space that shall be left over, as systems do badly without.</summary>
    const long SpareBytes = 64L << 20;

    public async Task<ModelDownload> MakeAsync(string name, CancellationToken cancellation)
    {
        var (repository, revision) = Locate(name);
        if (settings.Offline) throw Offline(name, repository, revision);
        using var client = new HubClient(settings);
        var found = await client.RepositoryAsync(repository, revision, cancellation).ConfigureAwait(false);
        var cache = new CachedRepository(settings.CacheFolder, repository);
        var names = ModelFiles.Choose(repository, revision, found.FileNames).ToList();
        var files = new List<HubFile>();
        if (names.Contains(TensorSource.IndexFileName)) names.InsertRange(0, await ShardsAsync(client, cache, repository, found, cancellation).ConfigureAwait(false));
        foreach (var file in names)
        {
            var told = await client.FileAsync(repository, found.Commit, file, cancellation).ConfigureAwait(false);
            files.Add(told with { IsCached = cache.Has(found.Commit, told) });
        }
        var download = new ModelDownload(settings, cache, name, repository, revision, found.Commit, files);
        RequireSpace(download);
        return download;
    }

    (string Repository, string Revision) Locate(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ModelFetchException($"A model's name is asked for: org/name, or one of {string.Join(", ", KnownModels.Names)}.");
        if (EnvironmentFile.Find(places.WorkingFolder) is { } environment && environment.Models.TryGetValue(name, out var model))
            return model.Repository is { } own
                ? (own, model.Revision ?? HuggingFaceCache.MainBranch)
                : throw new ModelFetchException($"'{name}' is a folder, {model.Folder}, as {environment.FilePath} says: there is nothing to fetch. Name a repository there, or give one as org/name.");
        var (plain, revision) = ModelSearch.Split(name);
        if (ModelFolder.IsPath(name) || !HuggingFaceCache.IsRevision(revision) || KnownModels.Repositories(plain) is not [var repository, ..])
            throw new ModelFetchException($"{FaultList.Quote(name)} names no repository: allowed are org/name and org/name@revision of letters, digits, '.', '_' and '-', and the names {string.Join(", ", KnownModels.Names)}.");
        if (!plain.Contains('/') && !KnownModels.Names.Contains(plain, StringComparer.OrdinalIgnoreCase) && ShippedModels.Find(plain, [places.WorkingFolder, places.AssemblyFolder]) is { } shipped)
            throw new ModelFetchException($"'{plain}' comes with Overhear, in {shipped}: there is nothing to fetch.");
        return (repository, revision);
    }

    ModelFetchException Offline(string name, string repository, string revision)
    {
        var cached = new HuggingFaceCache(settings.CacheFolder).Find(repository, revision);
        return new($"HF_HUB_OFFLINE is set, so the hub is not asked for {FaultList.Quote(name)}. "
            + (cached.Folder is { } folder ? $"It is in the cache: {folder}." : $"It is not in the cache ({cached.Reason}); unset the variable to fetch it."));
    }

    /// <summary>The files that an index of weights names; the index itself is fetched for it.</summary>
    async Task<IReadOnlyList<string>> ShardsAsync(HubClient client, CachedRepository cache, string repository, HubRepository found, CancellationToken cancellation)
    {
        var index = await client.FileAsync(repository, found.Commit, TensorSource.IndexFileName, cancellation).ConfigureAwait(false);
        if (index.Bytes > JsonFile.MaxBytes) throw new ModelFetchException($"{index.Name} of {repository} takes {index.Bytes} bytes; an index of weights takes at most {JsonFile.MaxBytes}.");
        await new BlobDownload(client, settings, cache, repository, found.Commit).RunAsync(index, _ => { }, cancellation).ConfigureAwait(false);
        var path = cache.Find(found.Commit, index);
        var faults = new FaultList();
        IReadOnlyList<string> shards;
        try { shards = [.. ShardIndex.Read(path, faults).Files.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]; }
        catch (InvalidFileException e) { throw new ModelFetchException($"{index.Name} of {repository} cannot be used. {e.Message}", e); }
        foreach (var missing in shards.Where(shard => !found.FileNames.Contains(shard))) faults.Add($"it names {FaultList.Quote(missing)}, which the repository does not have");
        if (faults.Count > 0) throw new ModelFetchException(faults.ToException($"{index.Name} of {repository}", "names no weights that can be fetched").Message);
        return shards;
    }

    void RequireSpace(ModelDownload download)
    {
        if (settings.FreeBytes(settings.CacheFolder) is not { } free || download.BytesToFetch == 0 || download.BytesToFetch + SpareBytes <= free) return;
        throw new ModelFetchException(FormattableString.Invariant(
            $"{download.Repository} takes {download.BytesToFetch / 1e6:0.0} MB more, and the disk of {settings.CacheFolder} has {free / 1e6:0.0} MB left. Make room, or set HF_HOME to a folder on another disk."));
    }
}
