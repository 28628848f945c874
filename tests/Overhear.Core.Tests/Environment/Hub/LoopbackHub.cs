using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Overhear.Tests;

/// <summary>A hub on this machine, with one repository; its faults are switches. Large files lie on a second host, as the real one's do.</summary>
sealed class LoopbackHub : IDisposable
{
    public const string Repository = "org/tiny";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    readonly HttpListener listener = new();
    readonly int port;
    readonly int storePort;

    public LoopbackHub()
    {
        (port, storePort) = (FreePort(), FreePort());
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add($"http://127.0.0.1:{storePort}/");
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>What HF_ENDPOINT says.</summary>
    public string Endpoint => $"http://127.0.0.1:{port}";

    /// <summary>The repository's files.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Every request: method, host's port, path, Range and Authorization.</summary>
    public ConcurrentQueue<(string Method, bool IsStore, string Path, string? Range, string? Authorization)> Requests { get; } = [];

    /// <summary>Each answer with a large file's bytes ends after so many; null for never.</summary>
    public int? CutAfter { get; set; }

    /// <summary>How many answers are cut.</summary>
    public int Cuts { get; set; } = int.MaxValue;

    /// <summary>Whether so many bytes of the large file have come to where they shall be.</summary>
    public Func<int, bool> HasArrived { get; set; } = _ => true;

    /// <summary>Called when the bytes before a cut have arrived.</summary>
    public Action BeforeCut { get; set; } = () => { };

    /// <summary>Whether Range is passed over.</summary>
    public bool IgnoresRange { get; set; }

    /// <summary>Status and X-Error-Code of every answer; null where files are served.</summary>
    public (int Status, string? Code)? Refuses { get; set; }

    /// <summary>What stands in the list of files beside the files.</summary>
    public IReadOnlyList<string> AlsoListed { get; set; } = [];

    /// <summary>The commit that is told.</summary>
    public string Told { get; set; } = Commit;

    /// <summary>Changes the hash that is told of a file.</summary>
    public Func<string, string, string> Hash { get; set; } = (_, hash) => hash;

    /// <summary>Bytes that are sent instead of a file's own, its hash and size being told as they are.</summary>
    public Func<byte[], byte[]> Send { get; set; } = bytes => bytes;

    /// <summary>Where the second host sends whoever asks it; null where it serves itself.</summary>
    public string? StorePointsTo { get; set; }

    public void Dispose() => listener.Abort();

    /// <summary>What git or the store calls such bytes.</summary>
    public static string HashOf(string name, byte[] bytes) => IsLarge(name)
        ? Convert.ToHexStringLower(SHA256.HashData(bytes))
        : Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));

    static bool IsLarge(string name) => name.EndsWith(".safetensors", StringComparison.Ordinal);

    async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException) { return; }
            try { Answer(context); }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException) { context.Response.Abort(); }
        }
    }

    void Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Url!.AbsolutePath;
        var isStore = request.Url.Port == storePort;
        Requests.Enqueue((request.HttpMethod, isStore, path, request.Headers["Range"], request.Headers["Authorization"]));
        if (Refuses is { } refusal)
        {
            response.StatusCode = refusal.Status;
            if (refusal.Code is { } code) response.Headers["X-Error-Code"] = code;
            response.Close();
        }
        else if (path.StartsWith($"/api/models/{Repository}/revision/", StringComparison.Ordinal)) List(response);
        else if (path.StartsWith("/old/", StringComparison.Ordinal)) Point(response, "/org/" + path["/old/".Length..]);
        else if (Name(path) is not { } name) Missing(response);
        else if (isStore && StorePointsTo is { } elsewhere) Point(response, elsewhere);
        else Serve(request, response, name, isStore);
    }

    void List(HttpListenerResponse response)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { sha = Told, siblings = Files.Keys.Concat(AlsoListed).Select(name => new { rfilename = name }) });
        response.OutputStream.Write(json);
        response.Close();
    }

    string? Name(string path)
    {
        var start = $"/{Repository}/resolve/{Commit}/";
        return path.StartsWith(start, StringComparison.Ordinal) && Files.ContainsKey(path[start.Length..]) ? path[start.Length..] : null;
    }

    static void Point(HttpListenerResponse response, string target)
    {
        response.StatusCode = 302;
        response.Headers["Location"] = target;
        response.Close();
    }

    static void Missing(HttpListenerResponse response)
    {
        response.StatusCode = 404;
        response.Close();
    }

    void Serve(HttpListenerRequest request, HttpListenerResponse response, string name, bool isStore)
    {
        var bytes = Files[name];
        var hash = Hash(name, HashOf(name, bytes));
        if (IsLarge(name) && !isStore)
        {
            response.Headers["X-Linked-Etag"] = $"\"{hash}\"";
            response.Headers["X-Linked-Size"] = bytes.Length.ToString();
            Point(response, $"http://127.0.0.1:{storePort}{request.Url!.AbsolutePath}");
            return;
        }
        response.Headers["ETag"] = IsLarge(name) ? "\"of the store\"" : $"W/\"{hash}\"";
        if (request.HttpMethod == "HEAD")
        {
            response.ContentLength64 = bytes.Length;
            response.Close();
            return;
        }
        var sent = Send(bytes);
        var from = 0;
        if (!IgnoresRange && request.Headers["Range"] is { } range)
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{sent.Length - 1}/{sent.Length}";
        }
        response.ContentLength64 = sent.Length - from;
        if (IsLarge(name) && CutAfter is { } cut && Cuts-- > 0)
        {
            response.OutputStream.Write(sent, from, Math.Min(cut, sent.Length - from));
            response.OutputStream.Flush();
            // A connection that ends takes with it what was not read yet.
            var end = Math.Min(from + cut, sent.Length);
            SpinWait.SpinUntil(() => HasArrived(end), TimeSpan.FromSeconds(10));
            BeforeCut();
            response.Abort();
            return;
        }
        response.OutputStream.Write(sent, from, sent.Length - from);
        response.Close();
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
