using System.Globalization;
using System.Text.Json;

namespace Overhear;

/// <summary>The checkpoints of a model's training that lie with it: each a folder that loads like any other model.</summary>
public static class Checkpoints
{
    /// <summary>The folder of the checkpoints, within the model's own.</summary>
    public const string FolderName = "checkpoints";

    /// <summary>The file of a checkpoint's folder that says its stage, its step and its scores.</summary>
    public const string ScoresName = "scores.json";

    static readonly JsonSerializerOptions lenient = new(JsonSerializerDefaults.Web) { MaxDepth = 64 };

    /// <summary>The checkpoints of a model, in the order of their names, which is that of its training. Most models have none.</summary>
    /// <param name="model">Folder or name, as <see cref="TransformerModel.Load"/> takes it.</param>
    /// <remarks>Reads what is said of them and no weights.</remarks>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="InvalidFileException">What is said of a checkpoint cannot be read.</exception>
    public static IReadOnlyList<Checkpoint> Of(string model)
    {
        try { return In(Path.Combine(ModelCatalog.Resolve(model).Folder, FolderName)); }
        catch (ModelNotFoundException) when (MadeModels.Find(model) is not null) { return []; } // made, not trained
    }

    /// <summary>Those that lie in a folder.</summary>
    internal static IReadOnlyList<Checkpoint> In(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.GetDirectories(folder).Where(ModelFolder.Exists).OrderBy(Path.GetFileName, StringComparer.Ordinal).Select(Read)];

    /// <summary>Loads one checkpoint after the other, lets a function read it, and frees it.</summary>
    /// <typeparam name="T">Plain data: numbers, arrays, results.</typeparam>
    /// <param name="checkpoints">The checkpoints.</param>
    /// <param name="read">What is to be known of each.</param>
    /// <exception cref="ModelLoadException">One cannot be loaded; the message lists everything that is wrong.</exception>
    public static IReadOnlyList<T> InspectEach<T>(this IReadOnlyList<Checkpoint> checkpoints, Func<TransformerModel, T> read)
    {
        var results = new List<T>();
        foreach (var checkpoint in checkpoints)
        {
            Work.Current.Step("Checkpoints", results.Count, checkpoints.Count);
            using var model = checkpoint.Load();
            results.Add(read(model));
        }
        Work.Current.Step("Checkpoints", results.Count, checkpoints.Count);
        return results;
    }

    static Checkpoint Read(string folder)
    {
        var (name, file) = (Path.GetFileName(folder), Path.Combine(folder, ScoresName));
        if (!File.Exists(file)) return OfName(folder, name);
        try
        {
            var said = JsonSerializer.Deserialize<Said>(JsonFile.ReadBytes(file).Span, lenient);
            if (said is { Stage: { } stage, Step: { } step, Scores: { } scores } && !scores.Any(score => score?.Name is null)) return new Checkpoint(name, stage, step, folder, scores);
            throw new InvalidFileException(file, "holds no scores of a checkpoint", ["stage, step and scores are needed, and each score has a name"]);
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(file, "holds no scores of a checkpoint", [$"{e.Path}: {e.Message.TrimEnd('.')}"], inner: e);
        }
    }

    /// <summary>What the name alone says: <c>STAGE-STEP</c>.</summary>
    static Checkpoint OfName(string folder, string name)
    {
        var dash = name.LastIndexOf('-');
        return int.TryParse(name[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? new Checkpoint(name, dash < 0 ? "" : name[..dash], step, folder, [])
            : throw new InvalidFileException(folder, "is no checkpoint", [$"it holds no {ScoresName}, and its name is not of the form STAGE-STEP, as in colors-0250"]);
    }

    sealed record Said(string? Stage, int? Step, IReadOnlyList<TaskScore>? Scores);
}
