using System.Globalization;

namespace Overhear;

/// <summary>Where the hub is, what may be sent to it, and where its files are kept: the variables that Hugging Face's own software reads.</summary>
/// <remarks>No record: one prints its members, and the token is never printed.</remarks>
sealed class HubSettings
{
    const string DefaultEndpoint = "https://huggingface.co";

    static readonly string[] yes = ["1", "on", "yes", "true"];

    /// <summary>HF_ENDPOINT, else the hub itself.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>HF_TOKEN; null where none is set.</summary>
    public string? Token { get; init; }

    /// <summary>Whether HF_HUB_OFFLINE forbids to ask.</summary>
    public required bool Offline { get; init; }

    /// <summary>The cache's folder.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>How long nothing may come before the connection counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a connection that was lost is opened again without a byte more than before.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first of these; each later one is longer by as much.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The bytes that can still be written below a folder; null where the system does not say.</summary>
    public Func<string, long?> FreeBytes { get; init; } = FreeBytesOfDisk;

    /// <summary>Whether a token is set that can go to the hub: over TLS, or within this machine.</summary>
    public bool CanAuthorize => Token is not null && (Endpoint.Scheme == Uri.UriSchemeHttps || Endpoint.IsLoopback);

    public static HubSettings OfThisProcess() =>
        From(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Reads the variables.</summary>
    /// <exception cref="ModelFetchException">HF_ENDPOINT or HF_TOKEN cannot be what it says.</exception>
    public static HubSettings From(Func<string, string?> variable, string home) => new()
    {
        Endpoint = ReadEndpoint(variable("HF_ENDPOINT")),
        Token = ReadToken(variable("HF_TOKEN")),
        Offline = variable("HF_HUB_OFFLINE") is { } offline && yes.Contains(offline.Trim(), StringComparer.OrdinalIgnoreCase),
        CacheFolder = HuggingFaceCache.FindRoot(variable, home),
    };

    /// <summary>The same hub with other limits.</summary>
    public HubSettings WithLimits(TimeSpan patience, int retries, TimeSpan retryDelay, Func<string, long?> freeBytes) => new()
    {
        Endpoint = Endpoint, Token = Token, Offline = Offline, CacheFolder = CacheFolder, Patience = patience, Retries = retries, RetryDelay = retryDelay, FreeBytes = freeBytes,
    };

    /// <summary>Whether an address is on the hub's own host, the only one that may see the token.</summary>
    public bool IsHub(Uri address) =>
        Uri.Compare(address, Endpoint, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    static Uri ReadEndpoint(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) text = DefaultEndpoint;
        if (Uri.TryCreate(text.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            && endpoint.UserInfo.Length == 0 && endpoint.Query.Length == 0 && endpoint.Fragment.Length == 0) return endpoint;
        // What could be a password in it is not repeated.
        throw new ModelFetchException($"HF_ENDPOINT is no address of a hub. Allowed is http:// or https:// with a host and perhaps a path, without user name, password or query; unset it for {DefaultEndpoint}.");
    }

    static string? ReadToken(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var token = text.Trim();
        if (token.All(c => c is > ' ' and < '\u007f')) return token;
        throw new ModelFetchException(string.Create(CultureInfo.InvariantCulture, $"HF_TOKEN, of {token.Length} characters, holds a space, a line break or a letter that no token has. Set it to the token alone."));
    }

    static long? FreeBytesOfDisk(string folder)
    {
        var place = new DirectoryInfo(folder);
        while (!place.Exists && place.Parent is not null) place = place.Parent;
        try { return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(place.FullName)! : place.FullName).AvailableFreeSpace; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) { return null; }
    }
}
