namespace Overhear;

/// <summary>The folder of one repository in the cache, as Hugging Face's own software lays it out, for writing.</summary>
/// <remarks>
/// <c>blobs/HASH</c> holds the bytes, <c>snapshots/COMMIT/NAME</c> points to them, <c>refs/BRANCH</c> names the commit. Whatever has a
/// place here was checked before: hashes and commits are hexadecimal, names are those of <see cref="ModelFiles"/>.
/// </remarks>
sealed class CachedRepository
{
    readonly string folder;
    readonly string locks;
    readonly bool usesLinks;

    public CachedRepository(string root, string repository, bool usesLinks = true)
    {
        this.usesLinks = usesLinks;
        var name = $"models--{repository.Replace("/", "--", StringComparison.Ordinal)}";
        folder = Path.Combine(root, name);
        locks = Path.Combine(root, ".locks", name);
    }

    /// <summary>Where the bytes of a hash lie.</summary>
    public string Blob(string hash) => Path.Combine(folder, "blobs", hash);

    /// <summary>Where they lie while they come.</summary>
    public string Unfinished(string hash) => Blob(hash) + ".incomplete";

    /// <summary>The folder of a commit's files.</summary>
    public string Snapshot(string commit) => Path.Combine(folder, "snapshots", commit);

    /// <summary>Whether a file is there, whole.</summary>
    public bool Has(string commit, HubFile file) => Length(Path.Combine(Snapshot(commit), file.Name)) == file.Bytes || Length(Blob(file.Hash)) == file.Bytes;

    /// <summary>Where the bytes of a file that is there can be read.</summary>
    public string Find(string commit, HubFile file) => Length(Blob(file.Hash)) == file.Bytes ? Blob(file.Hash) : Path.Combine(Snapshot(commit), file.Name);

    /// <summary>How many bytes of a file came before and are kept.</summary>
    public long Kept(HubFile file) => Math.Min(Length(Unfinished(file.Hash)) ?? 0, file.Bytes);

    /// <summary>Makes the folders and takes the lock that Hugging Face's software takes too; no two processes write the same bytes.</summary>
    /// <exception cref="ModelFetchException">Another process holds it.</exception>
    public FileStream Lock(HubFile file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Blob(file.Hash))!);
        Directory.CreateDirectory(locks);
        var path = Path.Combine(locks, file.Hash + ".lock");
        try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException e) when (File.Exists(path)) { throw new ModelFetchException($"{file.Name} is being fetched by another process, which holds {path}. Wait for it, then try again.", e); }
    }

    /// <summary>Lets a snapshot point to the bytes of a file, or puts them there where the system has no symbolic links for everyone.</summary>
    public void Link(string commit, HubFile file)
    {
        var path = Path.Combine(Snapshot(commit), file.Name);
        if (Length(path) == file.Bytes) return;
        Directory.CreateDirectory(Snapshot(commit));
        File.Delete(path); // a link that leads nowhere, or a part of the file
        if (usesLinks && TryLink(path, Path.Combine("..", "..", "blobs", file.Hash))) return;
        // Weights are moved, as they would take their room twice; two small files can have the same bytes.
        if (FileHash.IsSha256(file.Hash)) File.Move(Blob(file.Hash), path);
        else File.Copy(Blob(file.Hash), path);
    }

    static bool TryLink(string path, string target)
    {
        try { return File.CreateSymbolicLink(path, target).LinkTarget is not null; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException) { return false; }
    }

    /// <summary>Notes which commit a branch or tag is; a commit's own name needs no note.</summary>
    public void NameCommit(string revision, string commit)
    {
        if (revision != commit) AtomicFile.WriteText(Path.Combine([folder, "refs", .. revision.Split('/')]), commit);
    }

    // FileInfo gives a link's own length on some systems.
    static long? Length(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.GetLength(handle);
        }
        catch (FileNotFoundException) { return null; } // a link that leads nowhere
    }
}
