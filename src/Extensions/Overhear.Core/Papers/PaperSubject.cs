namespace Overhear;

/// <summary>What a measurement of <see cref="PaperMeasures"/> is given: the model, processed as the row says, and prompts that several quantities share.</summary>
public sealed class PaperSubject
{
    readonly Lazy<TaskSet> indirectObject;

    internal PaperSubject(TransformerModel model, PaperOptions options)
    {
        (Model, Options) = (model, options);
        indirectObject = new Lazy<TaskSet>(() => TaskSet.Of(model, Overhear.IndirectObject.Generate(options.Prompts, options.Seed)));
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
}
