using System.Text.Json;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ReleasedColoredObjectsTests : FileTestFolder
{
    const string Prompt = "Q: On the table, I see an orange book, a red cup, and a purple hat. What color is the book?\nA: Orange\nQ: On the desk, there is a blue pen, a black map, and a yellow key. What color is the pen?\nA:";
    static readonly string pair = Prompt.Replace("the pen?", "the key?", StringComparison.Ordinal);

    string Rows(string name, params string[][] rows) => WriteText(name, JsonSerializer.Serialize(rows));

    [Fact]
    public void Rows_become_prompts_with_their_twins_and_words()
    {
        var prompt = Assert.Single(ReleasedColoredObjects.Read(Rows("a.json", [Prompt, " Blue"]), Rows("b.json", [pair, " Yellow"])));
        Assert.Equal((ColoredObjects.Name, Prompt, " Blue", " Yellow"), (prompt.Task, prompt.Text, prompt.Answer, prompt.Wrong));
        Assert.Equal(["blue", "pen", "black", "map", "yellow", "key", "color", "pen"], prompt.Words.Where(word => !word.Role.StartsWith("EXAMPLE", StringComparison.Ordinal)).Select(word => word.Text));
        Assert.Equal(["EXAMPLE_COLOR1", "EXAMPLE_OBJECT1", "EXAMPLE_COLOR2", "EXAMPLE_OBJECT2", "EXAMPLE_COLOR3", "EXAMPLE_OBJECT3", "EXAMPLE_QUERY", "EXAMPLE_ANSWER",
            "COLOR1", "OBJECT1", "COLOR2", "OBJECT2", "COLOR3", "OBJECT3", "PROPERTY", "QUERY"], prompt.Words.Select(word => word.Role));
        Assert.All(prompt.Words, word => Assert.Equal(word.Text, Prompt[word.Start..word.End]));
        Assert.Equal((pair, "key"), (prompt.Twin(ColoredObjects.Other).Text, prompt.Twin(ColoredObjects.Other).Words[^1].Text));
    }

    [Fact]
    public void Rows_that_are_none_are_all_named()
    {
        var good = Rows("good.json", [Prompt, " Blue"]);
        Refuses(() => ReleasedColoredObjects.Read(Rows("a.json", ["What?", " Blue"], [Prompt, " Red"], [Prompt, "Blue"], [Prompt.Replace("Orange", "Red", StringComparison.Ordinal), " Blue"],
            [Prompt.Replace("the pen?", "the cow?", StringComparison.Ordinal), " Blue"], [Prompt]), good),
            "row 0 is no example", "row 1 has the label ' Red', where that object is blue", "row 2 has the label 'Blue'", "row 3 has the example's answer 'Red', where that object is orange", "row 4 asks for 'cow'", "row 5 is no [prompt, label]");
        Refuses(() => ReleasedColoredObjects.Read(WriteText("b.json", "{}"), good), "an array of rows");
        Refuses(() => ReleasedColoredObjects.Read(good, Rows("c.json", [Prompt, " Blue"])), "asks for the same object");
        Refuses(() => ReleasedColoredObjects.Read(good, Rows("d.json", [pair.Replace("desk", "floor", StringComparison.Ordinal), " Yellow"])), "differs from the prompt's in more");
        Refuses(() => ReleasedColoredObjects.Read(good, Rows("e.json", [pair, " Yellow"], [pair, " Yellow"])), "it has 2 rows");
        Assert.Contains("circuit_reuse", Assert.Throws<FileNotFoundException>(() => ReleasedColoredObjects.Read(Folder)).Message);
    }

    [Fact]
    public void The_released_files_are_read_and_stand_where_the_paper_has_them()
    {
        if (TestData.Data is not { } data) { Assert.Skip("The released files are in OVERHEAR_DATA, which is not set."); return; }
        var prompts = ReleasedColoredObjects.Read(Path.Combine(data, "colored-objects"));
        Assert.Equal(1000, prompts.Count);
        Assert.Equal(1000, prompts.Select(prompt => prompt.Text).Distinct().Count());
        int[] Asked(Func<TaskPrompt, (IReadOnlyList<TaskWord> Words, string Text)> of) => [.. prompts.Select(prompt => of(prompt)).CountBy(one => Enumerable.Range(1, 3).Single(i => Word(one.Words, $"OBJECT{i}").Text == Word(one.Words, "QUERY").Text)).OrderBy(count => count.Key).Select(count => count.Value)];
        Assert.Equal([335, 319, 346], Asked(prompt => (prompt.Words, prompt.Text)));
        Assert.Equal([325, 335, 340], Asked(prompt => (prompt.Twins[0].Words, prompt.Twins[0].Text)));

        var config = MicroTraining.Config(50257, context: 64) with { BosId = null, EosIds = [] };
        using var model = new TransformerModel("tiny", config, RandomWeights.Create("tiny", config, seed: 1, .1, Dtype.Float32).Weights, ModelTokenizer.Load(Path.Combine(data, "gpt2-bpe")));
        var set = TaskSet.Of(model, prompts.Take(200));
        Assert.Empty(set.Dropped);
        (string Role, int At)[] places =
        [
            ("EXAMPLE_COLOR1", 9), ("EXAMPLE_COLOR2", 13), ("EXAMPLE_COLOR3", 18), ("EXAMPLE_ANSWER", 30), ("COLOR1", 41), ("COLOR2", 45), ("COLOR3", 50), ("OBJECT1", 42), ("OBJECT2", 46), ("OBJECT3", 51),
            ("PROPERTY", 54), ("QUERY", 57), ("END", 61),
        ];
        Assert.All(places, place => Assert.All(set.Positions(place.Role), at => Assert.Equal(place.At, at)));
        Assert.Equal(62, set.Batch.Length);
        Assert.All(set.Rows, row => Assert.Equal(row.Ids.Index().Where(id => id.Index != 57).Select(id => id.Item), row.Twins[ColoredObjects.Other].Index().Where(id => id.Index != 57).Select(id => id.Item)));
        static TaskWord Word(IReadOnlyList<TaskWord> words, string role) => words.Single(word => word.Role == role);
    }
}
