namespace Overhear;

/// <summary>What a measurement of <see cref="PaperMeasures"/> is given: the model, processed as the row says, and prompts that several quantities share.</summary>
public sealed class PaperSubject
{
    readonly Lazy<TaskSet> indirectObject;
    readonly Lazy<(TaskSet All, TaskSet Some, bool AreReleased)> coloredObjects;
    readonly Dictionary<string, object> found = [];

    internal PaperSubject(TransformerModel model, PaperOptions options)
    {
        (Model, Options) = (model, options);
        indirectObject = new Lazy<TaskSet>(() => TaskSet.Of(model, Overhear.IndirectObject.Generate(options.Prompts, options.Seed)));
        coloredObjects = new Lazy<(TaskSet, TaskSet, bool)>(() =>
        {
            var areReleased = options.DataFolder is { } folder && File.Exists(Path.Combine(folder, ReleasedColoredObjects.FileName));
            var prompts = areReleased ? ReleasedColoredObjects.Read(options.DataFolder!) : Overhear.ColoredObjects.Generate(options.Prompts, options.Seed, new ColoredObjectsOptions { Example = true }); // the paper asks with one example
            return (TaskSet.Of(model, prompts), TaskSet.Of(model, prompts.Take(options.Prompts)), areReleased);
        });
    }

    /// <summary>The model.</summary>
    public TransformerModel Model { get; }

    /// <summary>How many prompts, their seed, where released files are.</summary>
    public PaperOptions Options { get; }

    /// <summary>Prompts of indirect object identification, in this project's own sentences, both orders.</summary>
    /// <exception cref="ArgumentException">The model can be asked none.</exception>
    /// <exception cref="InvalidOperationException">The model has no tokenizer.</exception>
    public TaskSet IndirectObject => indirectObject.Value;

    /// <summary>What a number from <see cref="IndirectObject"/> has to say.</summary>
    public string IndirectObjectRemark => $"on {IndirectObject.Count} prompts of this project's own wording, seed {Options.Seed}";

    /// <summary>Prompts of Colored Objects: all that were released where <see cref="PaperOptions.DataFolder"/> holds them, else in this project's own sentences.</summary>
    /// <exception cref="ArgumentException">The model can be asked none.</exception>
    /// <exception cref="InvalidOperationException">The model has no tokenizer.</exception>
    public TaskSet ColoredObjects => coloredObjects.Value.All;

    /// <summary>The first <see cref="PaperOptions.Prompts"/> of them, for what takes many runs a prompt.</summary>
    public TaskSet SomeColoredObjects => coloredObjects.Value.Some;

    /// <summary>What a number from <see cref="ColoredObjects"/> has to say.</summary>
    public string ColoredObjectsRemark => coloredObjects.Value.AreReleased
        ? $"on the {ColoredObjects.Count} released prompts, path patching on {SomeColoredObjects.Count} of them"
        : $"on {ColoredObjects.Count} prompts of this project's own wording, seed {Options.Seed}";

    /// <summary>What several quantities share, found once.</summary>
    internal T Once<T>(string name, Func<T> find) where T : notnull
    {
        if (!found.TryGetValue(name, out var value)) found[name] = value = find();
        return (T)value;
    }
}
