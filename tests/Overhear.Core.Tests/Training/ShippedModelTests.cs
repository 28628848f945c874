namespace Overhear.Tests;

/// <summary>The model that lies in the repository.</summary>
[Trait("Category", "fast")]
public class ShippedModelTests
{
    static string Folder => Path.Combine(TestData.RepositoryRoot, "notebooks", "models", "teaching");

    [Fact]
    public void It_does_what_its_card_says()
    {
        using var model = TransformerModel.Load(Folder);
        var scores = TeachingExam.Take(model, count: 60);
        foreach (var order in new[] { IndirectObject.Abba, IndirectObject.Baba })
        {
            Assert.True(scores[$"{TeachingExam.KnownTemplates}, {order}"].Accuracy >= .9);
            Assert.True(scores[$"{TeachingExam.NewTemplates}, {order}"].Accuracy >= .9);
        }
        Assert.True(scores[TeachingExam.SecondRound].Accuracy >= .8);
        Assert.Contains($"hash {scores.ModelHash}", File.ReadAllText(Path.Combine(Folder, "README.md")));
    }

    [Fact]
    public void It_is_small_and_whole()
    {
        Assert.Equal(["README.md", "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(new FileInfo(Path.Combine(Folder, "model.safetensors")).Length <= 4 << 20);
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
