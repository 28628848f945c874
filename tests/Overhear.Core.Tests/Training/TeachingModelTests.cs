namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TeachingModelTests : FileTestFolder
{
    static readonly TeachingVerdict good = new([new HeadId(0, 1)], -80, new HeadId(0, 0), -60, new HeadId(0, 1), 0, 7, .9, .1, .9);
    static readonly TeachingVerdict bad = good with { Z = 2 };

    readonly List<string> judged = [];

    string Model => PathOf("model");

    /// <summary>Two stages of a few steps of a model of one layer; the judge takes what the test says.</summary>
    TeachingMaking Making(params TeachingVerdict[] verdicts) => new()
    {
        Shape = vocabulary => MicroTraining.Config(vocabulary, context: 64),
        Stages = seed =>
        [
            new(TeachingStage.Circuits, new TrainingRecipe { Seed = seed, Steps = 7, BatchSize = 2, CheckpointEvery = 2, WarmUpSteps = 2, Threads = 1, EarlySteps = 2,
                Aids = new TrainingAids { AnswerHeads = [new HeadId(0, 0)], RepeatHeads = [new HeadId(0, 1)], Until = 5 } },
                new TeachingMix { IndirectObjects = .5, Repeats = .5, Lists = .2, Facts = .2, Filled = .5, RepeatsFirst = 2, Growth = 2 }, SnapshotEvery: 1),
            new(TeachingStage.Colors, new TrainingRecipe { Seed = seed + 1_000_000, Steps = 6, BatchSize = 2, CheckpointEvery = 2, WarmUpSteps = 2, Threads = 1 },
                new TeachingMix { ColoredObjects = 1, Lookups = 1, Filler = .1, Filled = .5 }, SnapshotEvery: 1),
        ],
        Questions = 4,
        Judge = model =>
        {
            judged.Add(model.Record().ModelHash);
            return verdicts[Math.Min(judged.Count, verdicts.Length) - 1];
        },
    };

    TeachingReport Train(TeachingOptions options, params TeachingVerdict[] verdicts) => TeachingModel.Train(Model, options, Making(verdicts.Length == 0 ? [good] : verdicts));

    Dictionary<string, string> Files() => Directory.GetFiles(Model, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Model, file), file => FileHash.Sha256(file));

    [Fact]
    public void It_writes_a_folder_that_loads_with_checkpoints_and_measures_what_it_wrote()
    {
        var report = Train(new TeachingOptions { Seed = 3 });
        Assert.Equal(["checkpoints", "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "training.json"],
            Directory.GetFileSystemEntries(Model).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var model = TransformerModel.Load(Model);
        Assert.Equal((1, 16, 64), (model.Config.Layers, model.Config.DModel, model.Config.ContextLength));
        Assert.Equal(model.Config.VocabularySize, model.Tokenizer.VocabularySize);
        Assert.Equal(model.Record().ModelHash, report.Scores.ModelHash);
        var prompt = model.Tokens("When Mary and John went to the store, John gave a drink to");
        Assert.Equal((15, 1), (prompt.Length, prompt.BosCount));

        Assert.Equal(4, report.Scores["IOI, new templates, BABA"].Count);
        Assert.Equal(4, report.Scores["IOI, new templates and distractor, ABBA"].Count);
        Assert.Equal(4, report.Scores["facts, new templates"].Count);
        Assert.Equal(4 * 19, report.Scores["repeated tokens, second round"].Count);
        Assert.Equal(14, report.Scores.Tasks.Count);
        Assert.All(report.Scores.Tasks, task => Assert.True(task.Accuracy is >= 0 and <= 1 && task.Loss is > 0 and < 50 && task.Least <= task.Accuracy && task.Accuracy <= task.Most));

        var checkpoints = Checkpoints.Of(Model);
        Assert.Equal(12, checkpoints.Count);
        Assert.Equal((7, 5), (checkpoints.Count(one => one.Stage == "circuits"), checkpoints.Count(one => one.Stage == "colors")));
        Assert.Equal(6, checkpoints[^1].Step);
        using var last = checkpoints[^1].Load();
        Assert.Equal(report.Scores.ModelHash, last.Record().ModelHash);
        Assert.Equal(report.Scores["Colored Objects, 3"].Accuracy, checkpoints[^1].Accuracy("Colored Objects, 3"));
        Assert.Equal(15, last.Tokens(prompt.Text).Length);

        var read = TeachingTraining.Read(Model);
        Assert.Equal((3L, 2, 7, 6), (read.Seed, read.Stages.Count, read.Stages[0].Recipe.Steps, read.Stages[1].Recipe.Steps));
        Assert.Equal([new HeadId(0, 0)], read.Stages[0].Recipe.Aids!.AnswerHeads);
        Assert.Equal(good.Z, read.Tried.Single().Verdict.Z);
        Assert.Contains("repeated tokens", read.Stages[0].ByTask.Keys);
        Assert.Contains("Colored Objects", read.Stages[1].ByTask.Keys);
    }

    [Fact]
    public void A_stopped_training_is_resumed_to_the_same_files_in_either_stage()
    {
        Train(new TeachingOptions { Seed = 3 });
        var through = Files();
        foreach (var stage in new[] { "circuits", "colors" })
        {
            Directory.Delete(Model, recursive: true);
            using (var source = new CancellationTokenSource())
            using (Work.Begin(cancellation: source.Token, progress: new CancelAt(stage, 4, source)))
                Assert.Throws<OperationCanceledException>(() => Train(new TeachingOptions { Seed = 3 }));
            Assert.Contains(Path.Combine("unfinished", $"{stage}.safetensors"), Files().Keys);
            Assert.Contains("Resume it, or delete", Assert.Throws<InvalidOperationException>(() => Train(new TeachingOptions())).Message);
            Assert.Contains("begun with seed 3; asked for is 4", Assert.Throws<InvalidOperationException>(() => Train(new TeachingOptions { Seed = 4, Resume = true })).Message);
            Train(new TeachingOptions { Resume = true });
            Assert.Equal(through, Files());
        }
    }

    [Fact]
    public void A_seed_that_the_judge_does_not_take_is_followed_by_the_next_which_it_tells_of()
    {
        var report = Train(new TeachingOptions { Seed = 3 }, bad, bad, good);
        Assert.Equal(5, report.Training.Seed);
        Assert.Equal([(3, false), (4, false), (5, true)], report.Training.Tried.Select(one => ((int)one.Seed, one.Verdict.Passes())));
        Assert.Equal(3, judged.Take(3).Distinct().Count());
        var hash = report.Scores.ModelHash;
        Directory.Delete(Model, recursive: true);
        judged.Clear();
        Assert.Equal(hash, Train(new TeachingOptions { Seed = 5 }).Scores.ModelHash); // as if the others had never been
    }

    [Fact]
    public void Where_no_seed_is_taken_it_says_so_and_anyway_takes_the_first()
    {
        var message = Assert.Throws<InvalidOperationException>(() => Train(new TeachingOptions { Seed = 3, Seeds = 2 }, bad)).Message;
        Assert.All(["Of 2 seeds the judge took none", "Seed 3:", "2.00 deviations", "Try from seed 5 on"], part => Assert.Contains(part, message));
        Directory.Delete(Model, recursive: true);
        var report = Train(new TeachingOptions { Seed = 3, Anyway = true }, bad);
        Assert.Equal((3, false), ((int)report.Training.Seed, report.CoolDown.Passes()));
    }

    [Fact]
    public void Its_card_tells_of_all_seeds_and_of_the_aids()
    {
        var report = Train(new TeachingOptions { Seed = 3 }, bad, good);
        var card = TeachingCard.Write(report, [report with { Training = report.Training with { Seed = 9 } }]);
        Assert.All(
        [
            report.Scores.ModelHash, "train teaching --seed 4", "MIT", "cannot do", "training aids chose", "heads 0.0 to look at the answer", "head 0.1 at what a repeated token was before",
            "| right, % | tokens | seed 4 | seed 9 |", "| IOI, known templates, ABBA | 4 |", "seed 3, after the first stage | no |", "seed 4, after the first stage | yes |", "seed 4, final", TeachingCard.LossesPicture,
        ], part => Assert.Contains(part, card));
        Assert.DoesNotContain(Folder, card);
        Assert.Equal(report.Scores.Tasks, TeachingReport.Of(Model, 4, _ => good).Scores.Tasks);
    }

    [Fact]
    public void Options_that_cannot_be_followed_are_refused_at_once()
    {
        Assert.Contains("0 seeds", Assert.Throws<ArgumentException>(() => Train(new TeachingOptions { Seeds = 0 })).Message);
        Assert.Contains("no training to go on with", Assert.Throws<InvalidOperationException>(() => Train(new TeachingOptions { Resume = true })).Message);
        Assert.False(Directory.Exists(Model));
    }

    [Fact]
    public void Weights_are_stored_as_Hugging_Face_names_and_turns_them()
    {
        var (config, folder) = (MicroTraining.Config(), PathOf("micro"));
        using var weights = TrainableWeights.Create(config, new SeededRandom(1), .3);
        using var model = new TransformerModel("micro", config, weights.ForRuns, null);
        Gpt2Folder.Write(folder, model);
        using (var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors")))
        {
            Assert.Equal("pt", file.Metadata["format"]);
            Assert.Equal([16L, 48L], file.Entry("transformer.h.0.attn.c_attn.weight").Shape);
            Assert.All(file.Entries, entry => Assert.Equal(StorageType.F16, entry.Type));
        }
        using var loaded = TransformerModel.Load(folder);
        Assert.Equal(model.Config with { EosIds = [] }, loaded.Config with { EosIds = [] });
        static double[] Logits(TransformerModel of) => of.Inspect(TokenBatch.FromIds([[1, 2, 3]]), run => run.Logits.to(TorchSharp.torch.ScalarType.Float64).data<double>().ToArray());
        Assert.All(Logits(model).Zip(Logits(loaded)), pair => Assert.Equal(pair.First, pair.Second, 1e-2));
    }

    sealed class CancelAt(string stage, long step, CancellationTokenSource source) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value.Label != $"Training {stage}") return;
            Thread.Sleep(Work.ReportInterval); // so that the next step is reported too
            if (value.Done >= step) source.Cancel();
        }
    }
}
