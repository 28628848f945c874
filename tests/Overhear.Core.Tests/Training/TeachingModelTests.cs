namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TeachingModelTests : FileTestFolder
{
    static readonly TrainingRecipe recipe = new() { Steps = 6, BatchSize = 2, CheckpointEvery = 2, WarmUpSteps = 2 };

    string Model => PathOf("model");

    TeachingReport Train(TeachingOptions options) => TeachingModel.Train(Model, options, vocabulary => MicroTraining.Config(vocabulary), recipe, questions: 4);

    Dictionary<string, string> Files() => Directory.GetFiles(Model, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Model, file), file => FileHash.Sha256(file));

    [Fact]
    public void It_writes_a_folder_that_loads_and_a_card_that_says_what_was_measured()
    {
        var report = Train(new TeachingOptions { Seed = 3 });
        Assert.Equal(["README.md", "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"], Files().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(6, report.History.Count);
        using var model = TransformerModel.Load(Model);
        Assert.Equal((1, 16, 48), (model.Config.Layers, model.Config.DModel, model.Config.ContextLength));
        Assert.Equal(model.Config.VocabularySize, model.Tokenizer.VocabularySize);
        Assert.Equal(model.Record().ModelHash, report.Scores.ModelHash);
        var prompt = model.Tokens("When Mary and John went to the store, John gave a drink to");
        Assert.Equal((15, 1), (prompt.Length, prompt.BosCount));
        Assert.All(model.NextTokens(prompt, 3).Top, token => Assert.True(double.IsFinite(token.Logit)));

        Assert.Equal(6, report.Scores.Tasks.Count);
        Assert.Equal(4, report.Scores["IOI, new templates, BABA"].Count);
        Assert.Equal(4 * 19, report.Scores["repeated tokens, second round"].Count);
        Assert.Equal(4 * 20, report.Scores["random tokens, first round"].Count);
        Assert.All(report.Scores.Tasks, task => Assert.True(task.Accuracy is >= 0 and <= 1 && task.Loss is > 0 and < 50));
        var card = File.ReadAllText(Path.Combine(Model, "README.md"));
        Assert.All([report.Scores.ModelHash, "--seed 3 --steps 6", "MIT", "cannot do", "| IOI, known templates, ABBA | 4 |"], part => Assert.Contains(part, card));
    }

    [Fact]
    public void A_stopped_training_is_resumed_to_the_same_files()
    {
        Train(new TeachingOptions { Seed = 3 });
        var through = Files();
        Directory.Delete(Model, recursive: true);

        using (var source = new CancellationTokenSource())
        using (Work.Begin(cancellation: source.Token, progress: new CancelAt(4, source)))
            Assert.Throws<OperationCanceledException>(() => Train(new TeachingOptions { Seed = 3 }));
        Assert.Contains(Path.Combine("unfinished", "checkpoint.safetensors"), Files().Keys);
        Assert.Contains("Resume it, or delete", Assert.Throws<InvalidOperationException>(() => Train(new TeachingOptions())).Message);
        Assert.Contains("Seed 3; asked for is 4", Assert.Throws<InvalidFileException>(() => Train(new TeachingOptions { Seed = 4, Resume = true })).Message);
        Train(new TeachingOptions { Resume = true });
        Assert.Equal(through, Files());
    }

    [Fact]
    public void Minutes_become_a_number_of_steps_that_gives_the_same_model_again()
    {
        var timed = Train(new TeachingOptions { Minutes = .001 });
        Assert.InRange(timed.Recipe.Steps, 1, 100_000);
        Assert.Equal(timed.Recipe.Steps, timed.History.Count);
        Assert.Equal(timed.Scores.ModelHash, Train(new TeachingOptions { Steps = timed.Recipe.Steps }).Scores.ModelHash);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => Train(new TeachingOptions { Steps = 0, Minutes = -1, Resume = true })).Message;
        Assert.All(["0 steps", "-1 minutes", "give one of them", "leave the minutes out"], part => Assert.Contains(part, message));
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

    sealed class CancelAt(long step, CancellationTokenSource source) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (!value.Label.StartsWith("Training", StringComparison.Ordinal)) return;
            Thread.Sleep(Work.ReportInterval); // so that the next step is reported too
            if (value.Done >= step) source.Cancel();
        }
    }
}
