namespace Overhear;

/// <summary>
/// The model that ships, <c>teaching</c>: GPT-2's shape with 6 layers of 4 heads, trained on a CPU to repeat what it
/// has seen and to identify indirect objects, so that there is something to find in it.
/// </summary>
public static class TeachingModel
{
    /// <summary>The name that it loads by.</summary>
    public const string Name = "teaching";

    /// <summary>Steps of a training unless said otherwise: about a quarter of an hour of two cores.</summary>
    public const int UsualSteps = 3000;

    const string CheckpointName = "checkpoint.safetensors";

    /// <summary>Trains the model into a folder in Hugging Face's layout, measures it there and writes its card, README.md.</summary>
    /// <param name="folder">Where it goes; made if it is not there. A model that is in it is replaced when the new one is ready.</param>
    /// <param name="options">Seed, steps or minutes, whether to go on with a training that was stopped.</param>
    /// <remarks>
    /// One forward and one backward pass of 32 rows a step. Observes <see cref="Work.Current"/>. What is needed to go on lies in the
    /// folder's subfolder <c>unfinished</c> until the model is written.
    /// </remarks>
    /// <exception cref="ArgumentException">The options contradict each other; the message lists every problem.</exception>
    /// <exception cref="InvalidOperationException">There is a training to go on with and it is not asked to, or the other way round.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled; it can be resumed.</exception>
    public static TeachingReport Train(string folder, TeachingOptions? options = null) => Train(folder, options ?? new TeachingOptions(), Shape, new TrainingRecipe());

    /// <summary>The shape for a vocabulary of that size.</summary>
    internal static TransformerConfig Shape(int vocabulary) => new()
    {
        Architecture = "gpt2", Layers = 6, DModel = 128, Heads = 4, KeyValueHeads = 4, DHead = 32, DMlp = 512, VocabularySize = vocabulary, ContextLength = 128,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true,
        MlpBias = true, BosId = 0, EosIds = [0],
    };

    /// <param name="shape">From the size of the vocabulary to the model's shape.</param>
    /// <param name="usual">The recipe, but for what the options decide.</param>
    /// <param name="questions">How many prompts of each kind the model is measured with.</param>
    internal static TeachingReport Train(string folder, TeachingOptions options, Func<int, TransformerConfig> shape, TrainingRecipe usual, int questions = 200)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException(string.Join(" ", problems), nameof(options));
        folder = Path.GetFullPath(folder);
        var unfinished = Path.Combine(folder, "unfinished");
        var checkpoint = Path.Combine(unfinished, CheckpointName);
        if (options.Resume && !File.Exists(checkpoint)) throw new InvalidOperationException($"{unfinished} holds no training to go on with. Begin one without resuming.");
        if (!options.Resume && File.Exists(checkpoint)) throw new InvalidOperationException($"{unfinished} holds a training that was stopped. Resume it, or delete that folder to begin anew.");

        var vocabulary = TeachingVocabulary.Create();
        var config = shape(vocabulary.Tokens.Count);
        vocabulary.Write(unfinished, config.ContextLength);
        var recipe = options.Resume ? TrainingCheckpoint.ReadRecipe(checkpoint) : usual;
        recipe = recipe with { Seed = options.Seed ?? recipe.Seed, Steps = options.Steps ?? recipe.Steps };
        var plan = Plan(config, recipe, unfinished, options.Resume);
        if (options.Minutes is { } minutes) plan = Plan(config, recipe with { Steps = TrainingPace.StepsIn(plan, TimeSpan.FromMinutes(minutes)) }, unfinished, false);

        var trained = Trainer.Train(plan);
        using (trained.Model) Gpt2Folder.Write(folder, trained.Model);
        vocabulary.Write(folder, config.ContextLength);
        // What is measured is what was written: its numbers are rounded to 16 bits.
        using var written = TransformerModel.Load(folder);
        var report = new TeachingReport(folder, plan.Recipe, trained.History, TeachingExam.Take(written, questions));
        AtomicFile.WriteText(Path.Combine(folder, "README.md"), TeachingCard.Write(written, report));
        Directory.Delete(unfinished, recursive: true);
        return report;
    }

    static TrainingPlan Plan(TransformerConfig config, TrainingRecipe recipe, string unfinished, bool resume) => new()
    {
        Name = Name,
        Config = config,
        Data = TeachingData.For(ModelTokenizer.Load(unfinished), recipe.Steps),
        Recipe = recipe,
        CheckpointFile = Path.Combine(unfinished, CheckpointName),
        Resume = resume,
    };
}
