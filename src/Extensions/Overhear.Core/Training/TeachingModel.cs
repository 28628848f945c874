namespace Overhear;

/// <summary>
/// The model that ships, <c>teaching</c>: GPT-2's shape with 6 layers of 4 heads, trained on a CPU on a handful of tasks whose circuits
/// can be found in it: repeated tokens, indirect objects, Colored Objects, facts, lists.
/// </summary>
public static class TeachingModel
{
    /// <summary>The name that it loads by.</summary>
    public const string Name = "teaching";

    const int StepsAMean = 50; // of the losses that are kept

    /// <summary>Trains the model into a folder in Hugging Face's layout, with twelve checkpoints of its training, and measures it there.</summary>
    /// <param name="folder">Where it goes; made if it is not there. A model that is in it is replaced when the new one is ready.</param>
    /// <param name="options">Seeds, whether to go on with a training that was stopped.</param>
    /// <remarks>
    /// Two stages of one forward and one backward pass of 32 rows a step, on one thread, so that a seed gives the same weights on any number
    /// of cores. After the first, which ends in a cool-down, <see cref="TeachingVerdict.Passes"/> decides whether the seed is gone on with
    /// or the next one is tried. Observes <see cref="Work.Current"/>. What is needed to go on lies in the folder's subfolder
    /// <c>unfinished</c> until the model is written.
    /// </remarks>
    /// <exception cref="ArgumentException">The options cannot be followed; the message lists every problem.</exception>
    /// <exception cref="InvalidOperationException">There is a training to go on with and it is not asked to, or the other way round; or the judge took no seed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled; it can be resumed.</exception>
    public static TeachingReport Train(string folder, TeachingOptions? options = null) => Train(folder, options ?? new TeachingOptions(), new TeachingMaking());

    /// <param name="making">What of it tests make smaller.</param>
    internal static TeachingReport Train(string folder, TeachingOptions options, TeachingMaking making)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join(" ", problems), nameof(options));
        folder = Path.GetFullPath(folder);
        var unfinished = new UnfinishedTraining(Path.Combine(folder, "unfinished"));
        if (options.Resume && !unfinished.Exists) throw new InvalidOperationException($"{unfinished.Folder} holds no training to go on with. Begin one without resuming.");
        if (!options.Resume && unfinished.Exists) throw new InvalidOperationException($"{unfinished.Folder} holds a training that was stopped. Resume it, or delete that folder to begin anew.");

        var vocabulary = TeachingVocabulary.Create();
        var config = making.Shape(vocabulary.Tokens.Count);
        vocabulary.Write(unfinished.Folder, config.ContextLength);
        var tried = unfinished.Begin(options.Seed);
        for (var seed = unfinished.Seed; tried.Count < options.Seeds; seed++)
        {
            if (TrainSeed(seed, config, unfinished, tried, options.Anyway, making) is not { } losses) continue;
            using (var last = unfinished.Stored(TeachingStage.Colors)) Gpt2Folder.Write(folder, last);
            vocabulary.Write(folder, config.ContextLength);
            TeachingCheckpoints.Write(unfinished.Snapshots, vocabulary, folder, making.Questions);
            new TeachingTraining(seed, losses, tried).Write(folder);
            var report = TeachingReport.Of(folder, making.Questions, making.Judge);
            unfinished.Delete();
            return report;
        }
        throw new InvalidOperationException($"Of {tried.Count} seeds the judge took none: {string.Join(" ", tried.Select(one => $"Seed {one.Seed}: {string.Join(" ", one.Verdict.Faults())}"))} Try from seed {tried[^1].Seed + 1} on.");
    }

    /// <summary>All stages from one seed, or those that were left of them.</summary>
    /// <returns>The losses of its stages; null where the judge does not take it.</returns>
    static IReadOnlyList<TeachingLosses>? TrainSeed(long seed, TransformerConfig config, UnfinishedTraining unfinished, List<TriedSeed> tried, bool anyway, TeachingMaking making)
    {
        var losses = new List<TeachingLosses>();
        TransformerModel? start = null;
        try
        {
            foreach (var stage in making.Stages(seed))
            {
                var trained = Trainer.Train(unfinished.Plan(stage, config, start));
                start?.Dispose();
                trained.Model.Dispose();
                start = unfinished.Stored(stage.Name);
                losses.Add(TeachingLosses.Of(stage, trained, StepsAMean));
                if (losses.Count > 1) continue;
                var verdict = making.Judge(start);
                tried.Add(new TriedSeed(seed, verdict));
                if (verdict.Passes() || anyway) continue;
                unfinished.Next(tried);
                return null;
            }
            return losses;
        }
        finally { start?.Dispose(); }
    }
}
