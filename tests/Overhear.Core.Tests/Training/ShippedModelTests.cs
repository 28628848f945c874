namespace Overhear.Tests;

/// <summary>The model that lies in the repository.</summary>
[Trait("Category", "fast")]
public class ShippedModelTests
{
    static readonly Lazy<TeachingReport> report = new(() => TeachingReport.Of(Folder));

    static string Folder => Path.Combine(TestData.RepositoryRoot, "notebooks", "models", "teaching");

    [Fact]
    public void It_does_what_it_is_for()
    {
        var scores = report.Value.Scores;
        var ioi = scores.Tasks.Where(task => task.Name.StartsWith("IOI", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, ioi.Count);
        foreach (var templates in ioi.Chunk(2)) Assert.True(templates.Average(task => task.Accuracy) >= .99, templates[0].Name);
        void AtLeast(double share, string task) => Assert.True(scores[task].Accuracy >= share, $"{task}: {scores[task].Accuracy}");
        AtLeast(.95, TeachingExam.NewFacts);
        AtLeast(.9, TeachingExam.SecondRound);
        AtLeast(.95, TeachingExam.Lists(2));
        AtLeast(.9, TeachingExam.Colors(2));
        AtLeast(.9, TeachingExam.Colors(3));
    }

    [Fact]
    public void The_judge_takes_it_and_what_it_found_is_still_there_at_the_end()
    {
        Assert.Empty(report.Value.CoolDown.Faults());
        Assert.True(report.Value.Final.Z >= TeachingReport.LeastFinalZ, $"z is {report.Value.Final.Z}.");
    }

    [Fact]
    public void Its_card_is_of_these_weights_and_of_three_seeds()
    {
        var card = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.Contains($"hash {report.Value.Scores.ModelHash}", card);
        Assert.Contains($"--seed {report.Value.Training.Seed}", card);
        Assert.Equal(3, card.Split('\n').Single(line => line.StartsWith("| right, %", StringComparison.Ordinal)).Split("seed").Length - 1);
    }

    [Fact]
    public void It_is_small_and_whole()
    {
        Assert.Equal(["README.md", "checkpoints", "config.json", "losses.svg", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "training.json"],
            Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(new FileInfo(Path.Combine(Folder, "model.safetensors")).Length <= 8_000_000);
    }

    [Fact]
    public void Its_checkpoints_are_small_and_stand_on_both_sides_of_half_of_the_colors()
    {
        var checkpoints = Checkpoints.Of(Folder);
        Assert.Equal(12, checkpoints.Count);
        foreach (var checkpoint in checkpoints) Assert.True(Directory.GetFiles(checkpoint.Folder).Sum(file => new FileInfo(file).Length) <= 4_000_000, checkpoint.Name);
        // The last one that says three colors right in half of the questions or less, and the first in more, lie 50 steps apart.
        var colors = checkpoints.Where(checkpoint => checkpoint.Stage == TeachingStage.Colors).ToList();
        var above = colors.First(checkpoint => checkpoint.Accuracy(TeachingExam.Colors(3)) > .5);
        Assert.Contains(colors, before => before.Step == above.Step - 50 && before.Accuracy(TeachingExam.Colors(3)) <= .5);
    }

    [Fact]
    public void Its_tokenizer_is_that_of_the_tasks_as_they_are()
    {
        var fresh = Directory.CreateTempSubdirectory("overhear-tokenizer-").FullName;
        try
        {
            TeachingVocabulary.Create().Write(fresh, 128);
            foreach (var file in Directory.GetFiles(fresh)) Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(Folder, Path.GetFileName(file))));
        }
        finally { Directory.Delete(fresh, recursive: true); }
    }
}
