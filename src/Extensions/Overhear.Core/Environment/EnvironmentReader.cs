using System.Globalization;

namespace Overhear;

/// <summary>Reads environment.json and finds every fault in it.</summary>
static class EnvironmentReader
{
    public const string SchemaFileName = "environment.schema.json";
    public const long MaxBytes = 4L << 20;

    const int MostDevices = 64;

    /// <summary>The fields of the file.</summary>
    public static readonly IReadOnlyList<string> FieldNames = ["$schema", "backend", "device", "dtype", "seed", "models"];

    /// <summary>The fields of one model.</summary>
    public static readonly IReadOnlyList<string> ModelFieldNames = ["folder", "repository", "revision", "files", "dtype", "license", "notes"];

    /// <summary>The backends, the default first.</summary>
    public static readonly IReadOnlyList<string> Backends = ["cpu", "cuda"];

    /// <summary>The types, the default first.</summary>
    public static readonly IReadOnlyList<string> DTypes = ["float32", "float64", "bfloat16", "float16"];

    public static EnvironmentFile Read(string filePath)
    {
        var faults = new FaultList();
        var fields = CheckedJson.Open(filePath, faults, MaxBytes).Fields(FieldNames);
        fields.GetValueOrDefault("$schema")?.Text();
        var backend = fields.GetValueOrDefault("backend")?.OneOf(Backends) ?? Backends[0];
        var file = new EnvironmentFile(filePath)
        {
            Backend = backend,
            Device = Device(fields.GetValueOrDefault("device"), backend),
            DType = fields.GetValueOrDefault("dtype")?.OneOf(DTypes) ?? DTypes[0],
            Seed = fields.GetValueOrDefault("seed")?.Integer(0, long.MaxValue) ?? 0,
            Models = Models(fields.GetValueOrDefault("models"), Path.GetDirectoryName(filePath)!),
        };
        faults.ThrowIfAny(filePath, $"is not a valid {EnvironmentFile.FileName}", $"{SchemaFileName} in Overhear's repository describes the file.");
        return file;
    }

    static string Device(CheckedJson? field, string backend)
    {
        if (field?.Text() is not { } device) return backend;
        var number = device.StartsWith("cuda:", StringComparison.Ordinal) ? device[5..] : null;
        var known = device is "cpu" or "cuda"
            || int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < MostDevices && number == index.ToString(CultureInfo.InvariantCulture);
        if (!known) field.Fault($"{FaultList.Quote(device)} stands here; allowed are cpu, cuda and cuda:0 to cuda:{MostDevices - 1}");
        else if (device != "cpu" && backend != "cuda") field.Fault($"{FaultList.Quote(device)} needs the backend cuda; the backend is {backend}");
        return device;
    }

    static Dictionary<string, EnvironmentModel> Models(CheckedJson? field, string folder)
    {
        var models = new Dictionary<string, EnvironmentModel>(StringComparer.Ordinal);
        if (field is null) return models;
        foreach (var (name, entry) in field.Fields())
        {
            if (name.Length == 0 || name.Trim() != name || name.Contains('@'))
                entry.Fault("a model's name has at least one character, none of them '@', and no space around it");
            models.Add(name, Model(name, entry, folder));
        }
        return models;
    }

    static EnvironmentModel Model(string name, CheckedJson entry, string root)
    {
        var fields = entry.Fields(ModelFieldNames);
        if (!entry.IsObject) return new EnvironmentModel(name);
        var (folder, repository, revision) = (fields.GetValueOrDefault("folder"), fields.GetValueOrDefault("repository"), fields.GetValueOrDefault("revision"));
        if (folder is null && repository is null) entry.Fault("either folder or repository is asked for");
        if (folder is not null && repository is not null) entry.Fault("folder and repository stand here; one of them is allowed");
        if (revision is not null && repository is null) revision.Fault("a revision belongs to a repository, and there is none");
        return new EnvironmentModel(name)
        {
            Folder = Folder(folder, root),
            Repository = Checked(repository, HuggingFaceCache.IsRepository, "the name of a Hugging Face repository, org/name, is allowed"),
            Revision = Checked(revision, HuggingFaceCache.IsRevision, "a commit, branch or tag (letters, digits, '.', '_', '-', '/') is allowed"),
            Files = Files(fields.GetValueOrDefault("files")),
            DType = fields.GetValueOrDefault("dtype")?.OneOf(DTypes),
            License = fields.GetValueOrDefault("license")?.Text(),
            Notes = fields.GetValueOrDefault("notes")?.Text(),
        };
    }

    static string? Folder(CheckedJson? field, string root)
    {
        if (field?.Text() is not { } folder) return null;
        // '/' separates everywhere, so that one file serves on every system.
        if (!folder.Contains('\0') && !(folder.Contains('\\') && !Path.IsPathRooted(folder))) return Path.GetFullPath(Path.Combine(root, folder));
        field.Fault($"{FaultList.Quote(folder)} stands here; a path relative to this file, with '/' between its parts, is allowed");
        return null;
    }

    static Dictionary<string, string> Files(CheckedJson? field)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (field is null) return files;
        foreach (var (path, hash) in field.Fields())
        {
            if (!IsInside(path)) hash.Fault("the path of a file within the model's folder, with '/' between its parts and no '..', is allowed");
            else if (Checked(hash, FileHash.IsSha256, "a SHA-256 of 64 hexadecimal digits is allowed") is { } sha256) files.Add(path, sha256.ToLowerInvariant());
        }
        return files;
    }

    static bool IsInside(string path) =>
        path.IndexOfAny(['\\', ':', '\0']) < 0 && path.Split('/').All(part => part is not ("" or "." or ".."));

    static string? Checked(CheckedJson? field, Func<string, bool> allowed, string rule)
    {
        if (field?.Text() is not { } text) return null;
        if (allowed(text)) return text;
        field.Fault($"{FaultList.Quote(text)} stands here; {rule}");
        return null;
    }
}
