using System.Text.Json;

namespace Overhear;

/// <summary>The folder of a training under way: the tokenizer, one checkpoint a stage, snapshots, and what was said of the seeds before.</summary>
sealed class UnfinishedTraining(string folder)
{
    const string TriedName = "tried.json";

    static readonly JsonSerializerOptions format = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = null };

    public string Folder { get; } = folder;

    /// <summary>Whether there is a training to go on with.</summary>
    public bool Exists => File.Exists(TriedFile);

    /// <summary>The seed that is being tried.</summary>
    public long Seed { get; private set; }

    /// <summary>The folder of the weights that were kept on the way.</summary>
    public string Snapshots => Path.Combine(Folder, "snapshots");

    string TriedFile => Path.Combine(Folder, TriedName);

    /// <summary>Begins, or reads how far it is.</summary>
    /// <returns>The seeds that were tried and not taken.</returns>
    /// <exception cref="InvalidOperationException">It was begun with another seed.</exception>
    public List<TriedSeed> Begin(long? seed)
    {
        var state = Exists ? Read() : new State(seed ?? 0, seed ?? 0, []);
        if (seed is { } asked && asked != state.First) throw new InvalidOperationException($"{Folder} holds a training that was begun with seed {state.First}; asked for is {asked}. Resume it without a seed, or delete that folder to begin anew.");
        Seed = state.Seed;
        Write(state);
        return [.. state.Tried];
    }

    /// <summary>A stage as the trainer takes it; one that was begun is gone on with, one that was ended is only read.</summary>
    public TrainingPlan Plan(TeachingStage stage, TransformerConfig config, TransformerModel? start) => new()
    {
        Name = stage.Name,
        Config = config,
        Data = TeachingData.For(ModelTokenizer.Load(Folder), stage.Mix),
        Recipe = stage.Recipe,
        Start = start,
        SnapshotFolder = Snapshots,
        SnapshotEvery = stage.SnapshotEvery,
        CheckpointFile = CheckpointFile(stage.Name),
        Resume = File.Exists(CheckpointFile(stage.Name)),
    };

    /// <summary>The model at the end of a stage as it is stored, its numbers rounded to 16 bits: what is judged, gone on from and shipped is one and the same.</summary>
    public TransformerModel Stored(string stage)
    {
        var last = Checkpoints.In(Snapshots).Last(snapshot => snapshot.Stage == stage).Load(new LoadOptions { Dtype = Dtype.Float32, Device = "cpu" });
        return new TransformerModel(last.Name, last.Config, last.Weights, ModelTokenizer.Load(Folder));
    }

    /// <summary>Goes on to the next seed: what the last one left is deleted.</summary>
    public void Next(IReadOnlyList<TriedSeed> tried)
    {
        Seed = tried[^1].Seed + 1;
        Write(new State(tried[0].Seed, Seed, tried));
        if (Directory.Exists(Snapshots)) Directory.Delete(Snapshots, recursive: true);
        foreach (var file in Directory.GetFiles(Folder, "*.safetensors")) File.Delete(file);
    }

    public void Delete() => Directory.Delete(Folder, recursive: true);

    string CheckpointFile(string stage) => Path.Combine(Folder, stage + ".safetensors");

    void Write(State state) => AtomicFile.WriteText(TriedFile, JsonSerializer.Serialize(state, format) + "\n");

    State Read()
    {
        try
        {
            return JsonSerializer.Deserialize<State>(JsonFile.ReadBytes(TriedFile).Span, format) is { Tried: not null } state ? state
                : throw new InvalidFileException(TriedFile, "tells of no training", ["First, Seed and Tried are needed"]);
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(TriedFile, "tells of no training", [$"{e.Path}: {e.Message.TrimEnd('.')}"], inner: e);
        }
    }

    /// <param name="First">The seed it was begun with.</param>
    /// <param name="Seed">The one that is being tried.</param>
    /// <param name="Tried">Those before it.</param>
    sealed record State(long First, long Seed, IReadOnlyList<TriedSeed> Tried);
}
