using System.Text.Json;

namespace Overhear;

/// <summary>
/// environment.json: which models, revisions and hashes a folder of notebooks was made with, on which backend and device, in which
/// type and from which seed.
/// </summary>
/// <remarks>
/// <c>environment.schema.json</c>, beside the file in Overhear's repository, describes it; editors complete and check it by that.
/// Fields that are left out have the defaults given here. An unknown field is an error, as a misspelt one would otherwise do nothing.
/// </remarks>
public sealed class EnvironmentFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "environment.json";

    internal EnvironmentFile(string filePath) => FilePath = filePath;

    /// <summary>The file, as a full path.</summary>
    public string FilePath { get; }

    /// <summary>The folder in which it stands; folders of models are relative to it.</summary>
    public string Folder => Path.GetDirectoryName(FilePath)!;

    /// <summary>The libtorch to run on: <c>cpu</c> (the default) or <c>cuda</c>.</summary>
    public string Backend { get; internal init; } = EnvironmentReader.Backends[0];

    /// <summary>The device to run on: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; by default the backend's first.</summary>
    public string Device { get; internal init; } = EnvironmentReader.Backends[0];

    /// <summary>The type in which models run unless they say otherwise: <c>float32</c> (the default), <c>float64</c>, <c>bfloat16</c> or <c>float16</c>.</summary>
    public string DType { get; internal init; } = EnvironmentReader.DTypes[0];

    /// <summary>The seed of whatever draws by chance and is given no seed of its own; 0 by default.</summary>
    public long Seed { get; internal init; }

    /// <summary>The models, by name.</summary>
    public IReadOnlyDictionary<string, EnvironmentModel> Models { get; internal init; } = new Dictionary<string, EnvironmentModel>();

    /// <summary>Reads and checks a file.</summary>
    /// <param name="filePath">The file, usually <c>environment.json</c>.</param>
    /// <exception cref="FileNotFoundException">There is no file at that path.</exception>
    /// <exception cref="InvalidFileException">The file is not valid; each fault is listed with its place and what is allowed there.</exception>
    public static EnvironmentFile Load(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        filePath = Path.GetFullPath(filePath);
        if (!File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}.", filePath);
        return EnvironmentReader.Read(filePath);
    }

    /// <summary>Loads the environment.json of a folder or of the nearest folder above it; null where there is none.</summary>
    /// <param name="startFolder">Where to begin; the working folder unless said otherwise.</param>
    /// <remarks>Other programs use this name too. A file in which no field is Overhear's is passed over.</remarks>
    /// <exception cref="InvalidFileException">The file that was found is not valid.</exception>
    public static EnvironmentFile? Find(string? startFolder = null) => Find(startFolder, passedOver: null);

    internal static EnvironmentFile? Find(string? startFolder, Action<string>? passedOver)
    {
        for (var folder = new DirectoryInfo(startFolder ?? Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, FileName);
            if (!File.Exists(path)) continue;
            if (IsOurs(path)) return Load(path);
            passedOver?.Invoke(path);
        }
        return null;
    }

    // A file that is no JSON counts as ours: its owner learns what is wrong with it.
    static bool IsOurs(string filePath)
    {
        using var document = TryParse(filePath);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object) return true;
        return document.RootElement.EnumerateObject().Any(field => field.Name == "$schema"
            ? field.Value.ValueKind == JsonValueKind.String && field.Value.GetString()!.EndsWith(EnvironmentReader.SchemaFileName, StringComparison.Ordinal)
            : EnvironmentReader.FieldNames.Contains(field.Name));
    }

    static JsonDocument? TryParse(string filePath)
    {
        try { return JsonDocument.Parse(JsonFile.ReadBytes(filePath, EnvironmentReader.MaxBytes)); }
        catch (InvalidFileException) { return null; }
    }
}
