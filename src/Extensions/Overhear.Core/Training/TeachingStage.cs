namespace Overhear;

/// <summary>One stage of the training of <see cref="TeachingModel"/>: it goes on with the weights of the one before as they were stored, with a learning rate of its own.</summary>
/// <param name="Name">Its name, which its checkpoints bear.</param>
/// <param name="Recipe">How it trains.</param>
/// <param name="Mix">On what.</param>
/// <param name="SnapshotEvery">Steps between two snapshots of its weights.</param>
public sealed record TeachingStage(string Name, TrainingRecipe Recipe, TeachingMix Mix, int SnapshotEvery)
{
    /// <summary>The first stage: induction, then indirect objects by a circuit of several heads, with aids that end before it does.</summary>
    public const string Circuits = "circuits";

    /// <summary>The second: Colored Objects take the largest share, with no aid at all.</summary>
    public const string Colors = "colors";

    /// <summary>Both stages of a training.</summary>
    /// <param name="seed">Decides the initial weights and all data.</param>
    public static IReadOnlyList<TeachingStage> Both(long seed) =>
    [
        new(Circuits, new TrainingRecipe
        {
            Seed = seed, Steps = 3200, Threads = 1, EarlySteps = 700, AttentionDecay = .6,
            Aids = new TrainingAids { AnswerHeads = [new HeadId(4, 0), new HeadId(4, 1)], RepeatHeads = [new HeadId(2, 0)], Until = 2240 },
        }, new TeachingMix { IndirectObjects = .4, Repeats = .15, ColoredObjects = .2, Facts = .15, Lists = .05, Filler = .05, Filled = .85, RepeatsFirst = 700, Growth = 300 }, SnapshotEvery: 100),
        new(Colors, new TrainingRecipe { Seed = seed + 1_000_000, Steps = 1800, Threads = 1, LearningRate = 1.5e-3, WarmUpSteps = 30, CoolDownShare = .5, AttentionDecay = .4 },
            new TeachingMix { IndirectObjects = .4, Repeats = .1, Lookups = .2, ColoredObjects = .4, Facts = .05, Lists = .05, Filled = .5 }, SnapshotEvery: 50),
    ];
}
