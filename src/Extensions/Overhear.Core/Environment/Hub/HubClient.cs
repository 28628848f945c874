using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Overhear;

/// <summary>Speaks with the hub: which commit a revision is, which files it has, how large they are and what their hashes are, and their bytes.</summary>
/// <remarks>Redirects are followed here and not by .NET, so that the token goes to the hub's own host and to no other.</remarks>
sealed class HubClient(HubSettings settings) : IDisposable
{
    const int MostRedirects = 8;
    const int MostAnswerBytes = 64 << 20;

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = settings.Patience })
    {
        Timeout = Timeout.InfiniteTimeSpan, // files take long; each wait has a limit of its own
    };

    /// <summary>The commit and the files of a revision.</summary>
    public async Task<HubRepository> RepositoryAsync(string repository, string revision, CancellationToken cancellation)
    {
        var address = new Uri(settings.Endpoint, $"api/models/{repository}/revision/{Uri.EscapeDataString(revision)}");
        using var response = await SendAsync(HttpMethod.Get, address, 0, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw HubAnswer.Refusal(response, settings, repository, revision, null);
        var bytes = await ReadAsync(response, cancellation).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var commit = document.RootElement.GetProperty("sha").GetString();
            var names = document.RootElement.GetProperty("siblings").EnumerateArray().Select(file => file.GetProperty("rfilename").GetString()!).ToHashSet(StringComparer.Ordinal);
            if (commit is not null && GitHash.IsHash(commit)) return new HubRepository(commit, names);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw NotAHub(e);
        }
        throw NotAHub(null);

        ModelFetchException NotAHub(Exception? inner) =>
            new($"{settings.Endpoint} answered for {repository} with something else than a hub's list of files (its 'sha' and its 'siblings'). Is HF_ENDPOINT right, and no page of a proxy in between?", inner);
    }

    /// <summary>Size and hash of a file.</summary>
    public async Task<HubFile> FileAsync(string repository, string commit, string name, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Head, Address(repository, commit, name), 0, cancellation).ConfigureAwait(false);
        var linked = Header(response, "X-Linked-Etag");
        if (linked is null && !response.IsSuccessStatusCode) throw HubAnswer.Refusal(response, settings, repository, commit, name);
        var hash = Unquoted(linked ?? Header(response, "ETag"));
        var size = long.TryParse(Header(response, "X-Linked-Size"), out var given) ? given : linked is null ? response.Content.Headers.ContentLength : null;
        if (hash is null || !(FileHash.IsSha256(hash) || GitHash.IsHash(hash)))
            throw new ModelFetchException($"{settings.Endpoint} gives no hash for {name} of {repository} that could be checked (a SHA-256 or git's SHA-1 as ETag). Is HF_ENDPOINT a hub?");
        if (size is not (>= 0 and var bytes)) throw new ModelFetchException($"{settings.Endpoint} does not say how large {name} of {repository} is. Is HF_ENDPOINT a hub?");
        return new HubFile(name, bytes, hash.ToLowerInvariant(), IsCached: false);
    }

    /// <summary>Opens a file from a byte on. The answer may be the whole file all the same.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string repository, string commit, string name, long from, CancellationToken cancellation)
    {
        var response = await SendAsync(HttpMethod.Get, Address(repository, commit, name), from, cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return response;
        using (response) throw HubAnswer.Refusal(response, settings, repository, commit, name);
    }

    public void Dispose() => http.Dispose();

    Uri Address(string repository, string commit, string name) => new(settings.Endpoint, $"{repository}/resolve/{commit}/{Uri.EscapeDataString(name)}");

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, long from, CancellationToken cancellation)
    {
        var trusted = settings.CanAuthorize;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            trusted &= settings.IsHub(address); // for good: what another host points to is that host's choice
            using var request = new HttpRequestMessage(method, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("overhear", typeof(HubClient).Assembly.GetName().Version!.ToString(3)));
            if (trusted) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
            if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
            var response = await WithPatience(token => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellation).ConfigureAwait(false);
            // Of a large file the hub itself tells size and hash, in the answer that points to where it lies.
            var told = method == HttpMethod.Head && Header(response, "X-Linked-Etag") is not null;
            if (told || response.Headers.Location is not { } location || (int)response.StatusCode is < 300 or > 399) return response;
            response.Dispose();
            var next = new Uri(address, location);
            if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != address.Scheme)
                throw new ModelFetchException($"{address.Host} points to an address of {next.Host} that is not encrypted ({FaultList.Quote(next.Scheme)}); it was not followed.");
            address = next;
        }
        throw new ModelFetchException($"{settings.Endpoint} points from one address to the next, more than {MostRedirects} times.");
    }

    async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var piece = new byte[1 << 16];
        while (await ReadAsync(body, piece, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            bytes.Write(piece, 0, count);
            if (bytes.Length > MostAnswerBytes) throw new ModelFetchException($"{settings.Endpoint} answers with a list of more than {MostAnswerBytes >> 20} MB, which no model has.");
        }
        return bytes.ToArray();
    }

    /// <summary>Reads the next bytes; 0 at the end.</summary>
    public Task<int> ReadAsync(Stream body, byte[] piece, CancellationToken cancellation) =>
        WithPatience(token => body.ReadAsync(piece, token).AsTask(), cancellation);

    /// <summary>Waits for the network; what can go wrong there becomes an error that says so.</summary>
    async Task<T> WithPatience<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Patience);
        try
        {
            return await wait(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ModelFetchException($"Nothing came from {settings.Endpoint} for {settings.Patience.TotalSeconds:0} s. Is there a network?", e) { IsPassing = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ModelFetchException($"{settings.Endpoint} cannot be reached, or the connection was lost ({e.Message.TrimEnd('.')}). Is there a network, and are HF_ENDPOINT and the proxy right?", e) { IsPassing = true };
        }
    }

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    static string? Unquoted(string? tag) => (tag?.StartsWith("W/", StringComparison.Ordinal) == true ? tag[2..] : tag)?.Trim('"');
}
