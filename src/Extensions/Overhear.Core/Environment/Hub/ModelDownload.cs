namespace Overhear;

/// <summary>What is to be fetched of a model: known before the first byte of its weights comes. See <see cref="ModelHub.Plan(string)"/>.</summary>
public sealed class ModelDownload
{
    readonly HubSettings settings;
    readonly CachedRepository cache;

    internal ModelDownload(HubSettings settings, CachedRepository cache, string name, string repository, string revision, string commit, IReadOnlyList<HubFile> files)
    {
        (this.settings, this.cache) = (settings, cache);
        (Name, Repository, Revision, Commit, Files) = (name, repository, revision, commit, files);
    }

    /// <summary>The name that was asked for; <see cref="TransformerModel.Load"/> takes it.</summary>
    public string Name { get; }

    /// <summary>The repository.</summary>
    public string Repository { get; }

    /// <summary>The branch, tag or commit that was asked for.</summary>
    public string Revision { get; }

    /// <summary>The commit that it means.</summary>
    public string Commit { get; }

    /// <summary>The files that make the model; no other file of the repository is fetched.</summary>
    public IReadOnlyList<HubFile> Files { get; }

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Bytes that the cache lacks; parts of files that an earlier attempt left are not asked for again.</summary>
    public long BytesToFetch => Files.Where(file => !file.IsCached).Sum(file => file.Bytes - cache.Kept(file));

    /// <summary>The folder in which the model is afterwards, as a full path.</summary>
    public string Folder => cache.Snapshot(Commit);

    /// <summary>Fetches what the cache lacks, checks every hash, and gives <see cref="Folder"/>.</summary>
    /// <remarks>
    /// Reports bytes to the ambient <see cref="Work"/>. After an error, a cut or a cancellation the cache holds what came, and no
    /// part of a model is ever found by its name: the same call goes on from there.
    /// </remarks>
    /// <exception cref="ModelFetchException">It cannot be fetched; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The ambient work was cancelled.</exception>
    public string Run() => Task.Run(RunAsync).GetAwaiter().GetResult();

    async Task<string> RunAsync()
    {
        var work = Work.Current;
        using var client = new HubClient(settings);
        var download = new BlobDownload(client, settings, cache, Repository, Commit);
        var label = $"Fetching {Repository}";
        long before = Files.Where(file => file.IsCached).Sum(file => file.Bytes);
        foreach (var file in Files.Where(file => !file.IsCached))
        {
            await download.RunAsync(file, here => work.Step(label, before + here, Bytes, $"{file.Name}, {Megabytes(before + here)} of {Megabytes(Bytes)}"), work.Cancellation).ConfigureAwait(false);
            before += file.Bytes;
        }
        try
        {
            // All bytes are there and checked: only now does the model get a name, its configuration last.
            foreach (var file in Files) cache.Link(Commit, file);
            cache.NameCommit(Revision, Commit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFetchException($"{Repository} was fetched and cannot be put into its place in the cache: {e.Message}", e);
        }
        return Folder;
    }

    static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0.0} MB");

    /// <summary>Repository, commit, size and what is missing, in one line.</summary>
    public override string ToString() =>
        $"{Repository} at {Revision} ({Commit[..12]}): {Files.Count} files of {Megabytes(Bytes)}, {(BytesToFetch == 0 ? "all in the cache" : $"{Megabytes(BytesToFetch)} to fetch")}";
}
