using System.Text.Json;

namespace Overhear;

/// <summary>How a teaching model was made, as it lies with it: its seed, its stages, its losses, the seeds that were tried before. Plain data.</summary>
/// <param name="Seed">The seed that decided its initial weights and all data.</param>
/// <param name="Stages">Its stages.</param>
/// <param name="Tried">What the judge said after the first stage, of every seed that was tried, this one the last.</param>
public sealed record TeachingTraining(long Seed, IReadOnlyList<TeachingLosses> Stages, IReadOnlyList<TriedSeed> Tried)
{
    /// <summary>The file of the model's folder that holds it.</summary>
    public const string FileName = "training.json";

    static readonly JsonSerializerOptions format = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = null, MaxDepth = 64 };

    /// <summary>Reads what lies with a model.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="InvalidFileException">There is no such file, or it cannot be read.</exception>
    public static TeachingTraining Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) throw new InvalidFileException(file, "is not there", [$"{folder} holds no model that 'overhear train {TeachingModel.Name}' made"]);
        try
        {
            return JsonSerializer.Deserialize<TeachingTraining>(JsonFile.ReadBytes(file).Span, format) is { Stages: not null, Tried: not null } read ? read
                : throw new InvalidFileException(file, "tells of no training", ["Seed, Stages and Tried are needed"]);
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(file, "tells of no training", [$"{e.Path}: {e.Message.TrimEnd('.')}"], inner: e);
        }
    }

    /// <summary>Writes it beside a model.</summary>
    internal void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, format) + "\n");
}
