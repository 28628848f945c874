using System.Net;

namespace Overhear;

/// <summary>Brings the bytes of one file into the cache: goes on where an earlier attempt stopped, checks the hash, renames.</summary>
sealed class BlobDownload(HubClient client, HubSettings settings, CachedRepository cache, string repository, string commit)
{
    const int PieceSize = 1 << 17;

    /// <param name="file">The file.</param>
    /// <param name="report">Told how many of its bytes are there; throws where the work was cancelled.</param>
    /// <param name="cancellation">Stops between two pieces; what came is kept.</param>
    public async Task RunAsync(HubFile file, Action<long> report, CancellationToken cancellation)
    {
        using var held = cache.Lock(file);
        if (cache.Has(commit, file)) return;
        var path = cache.Unfinished(file.Hash);
        string found;
        bool isOwn;
        do
        {
            isOwn = !File.Exists(path);
            found = await FillAsync(path, file, report, cancellation).ConfigureAwait(false);
            if (found == file.Hash)
            {
                File.Move(path, cache.Blob(file.Hash), overwrite: true);
                return;
            }
            File.Delete(path);
        }
        while (!isOwn); // what an earlier attempt left may be at fault: once more, from the beginning
        throw new ModelFetchException($"{file.Name} of {repository} is not the file that {settings.Endpoint} announced: its hash is {found}, and {file.Hash} was promised. It was deleted. Try again; if it stays, something between here and the hub changes files.");
    }

    /// <summary>Appends to the unfinished file until it has its size, and gives the hash of all of it.</summary>
    async Task<string> FillAsync(string path, HubFile file, Action<long> report, CancellationToken cancellation)
    {
        using var hash = new GitHash(file.Hash, file.Bytes);
        using var stream = Disk(file, () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, PieceSize));
        if (stream.Length > file.Bytes) stream.SetLength(0);
        await ReadKeptAsync(stream, hash, cancellation).ConfigureAwait(false);
        report(stream.Length);
        var failures = 0;
        while (stream.Length < file.Bytes)
        {
            var before = stream.Length;
            try
            {
                await AppendAsync(stream, hash, file, report, cancellation).ConfigureAwait(false);
            }
            catch (ModelFetchException e) when (e.IsPassing)
            {
                failures = stream.Length > before ? 1 : failures + 1;
                if (failures > settings.Retries) throw new ModelFetchException($"{e.Message} {stream.Length} of {file.Bytes} bytes of {file.Name} are kept: the same command goes on from there.", e);
                await Task.Delay(settings.RetryDelay * failures, cancellation).ConfigureAwait(false);
            }
        }
        Disk(file, () =>
        {
            stream.Flush(flushToDisk: true);
            return true;
        });
        return hash.Finish();
    }

    static async Task ReadKeptAsync(FileStream stream, GitHash hash, CancellationToken cancellation)
    {
        var piece = new byte[PieceSize];
        while (await stream.ReadAsync(piece, cancellation).ConfigureAwait(false) is > 0 and var count) hash.Append(piece, count);
    }

    async Task AppendAsync(FileStream stream, GitHash hash, HubFile file, Action<long> report, CancellationToken cancellation)
    {
        using var response = await client.OpenAsync(repository, commit, file.Name, stream.Length, cancellation).ConfigureAwait(false);
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == stream.Length;
        if (!goesOn)
        {
            // The whole file from its beginning, or a refusal to begin in the middle.
            stream.SetLength(0);
            hash.Restart();
            if (response.StatusCode != HttpStatusCode.OK) throw new ModelFetchException($"{settings.Endpoint} does not go on with {file.Name} where it was asked to.") { IsPassing = true };
        }
        using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var piece = new byte[PieceSize];
        while (await client.ReadAsync(body, piece, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            if (stream.Length + count > file.Bytes)
            {
                stream.SetLength(0);
                throw new ModelFetchException($"{settings.Endpoint} sends more of {file.Name} than the {file.Bytes} bytes that it announced; nothing of it was kept. Is HF_ENDPOINT a hub?");
            }
            Disk(file, () =>
            {
                stream.Write(piece, 0, count);
                stream.Flush(); // its length counts what was written
                return true;
            });
            hash.Append(piece, count);
            report(stream.Length);
        }
        if (stream.Length < file.Bytes) throw new ModelFetchException($"The connection to {settings.Endpoint} ended early.") { IsPassing = true };
    }

    static T Disk<T>(HubFile file, Func<T> write)
    {
        try { return write(); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFetchException($"{file.Name} cannot be written: {e.Message.TrimEnd('.')}. What came so far is kept: once that is mended, the same command goes on from there.", e);
        }
    }
}
