namespace Overhear;

/// <summary>What is trained, on what, how, and where its checkpoints go.</summary>
public sealed record TrainingPlan
{
    /// <summary>The name of the model that comes of it.</summary>
    public required string Name { get; init; }

    /// <summary>Its shape: GPT-2's, of any size.</summary>
    public required TransformerConfig Config { get; init; }

    /// <summary>The rows to train on.</summary>
    public required ITrainingData Data { get; init; }

    /// <summary>How.</summary>
    public TrainingRecipe Recipe { get; init; } = new();

    /// <summary>The model whose weights it begins with; null for new ones. It stays the caller's.</summary>
    public TransformerModel? Start { get; init; }

    /// <summary>The folder that the weights are written to on the way, each time as <c>NAME-STEP</c> within it; null for none.</summary>
    public string? SnapshotFolder { get; init; }

    /// <summary>Steps between two of them.</summary>
    public int SnapshotEvery { get; init; } = 100;

    /// <summary>The model's tokenizer; null for a model that is run on ids alone.</summary>
    public ModelTokenizer? Tokenizer { get; init; }

    /// <summary>The file that the training is saved to while it goes on, and when it is cancelled; null for none.</summary>
    public string? CheckpointFile { get; init; }

    /// <summary>Whether to go on from <see cref="CheckpointFile"/>.</summary>
    public bool Resume { get; init; }
}
