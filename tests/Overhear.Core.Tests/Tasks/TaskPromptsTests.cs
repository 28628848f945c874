namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class TaskPromptsTests : FileTestFolder
{
    static readonly OwnPrompt mary = new("When Mary and John went out, John gave a drink to", " Mary", " John")
    {
        Corrupted = "When Mary and John went out, Mary gave a drink to",
        Positions = new Dictionary<string, string> { ["IO"] = "Mary", ["S1"] = "John#1", ["S2"] = "6", ["LAST"] = "-1", ["WENT"] = "went out" },
        Template = 3,
    };

    static void IsMary(TaskPrompt prompt, string task)
    {
        Assert.Equal((task, mary.Clean, " Mary", " John", 3), (prompt.Task, prompt.Text, prompt.Answer, prompt.Wrong, prompt.Template));
        Assert.Equal(["IO Mary 5", "S1 John 14", "WENT went out 19", "S2 John 29", "LAST to 47"], prompt.Words.Select(word => $"{word.Role} {word.Text} {word.Start}"));
        Assert.All(prompt.Words, word => Assert.Equal(word.Text, prompt.Text[word.Start..word.End]));
        var twin = Assert.Single(prompt.Twins);
        Assert.Equal((TaskPrompts.Corrupted, mary.Corrupted), (twin.Name, twin.Text));
        Assert.Equal(["Mary", "John", "went out", "Mary", "to"], twin.Words.Select(word => word.Text)); // S2 is what stands there now
        Assert.All(twin.Words, word => Assert.Equal(word.Text, twin.Text[word.Start..word.End]));
    }

    [Fact]
    public void A_list_becomes_prompts_with_twins_and_words()
    {
        IsMary(Assert.Single(TaskPrompts.Of([mary], "gifts")), "gifts");
        Assert.Empty(Assert.Single(TaskPrompts.Of([mary with { Corrupted = null }])).Twins);
        Assert.Equal("own", TaskPrompts.Of([mary])[0].Task);
    }

    [Fact]
    public void A_csv_file_gives_the_same()
    {
        var file = WriteText("gifts.csv", "\uFEFFclean,corrupted,correct,wrong,template,IO,S1,S2,LAST,WENT\r\n" +
            $"\"{mary.Clean}\",\"{mary.Corrupted}\", Mary, John,3,Mary,John#1,6,-1,went out\r\n\r\nIt is,, a,\" \"\"b\"\"\",,,,,,\r\n");
        var prompts = TaskPrompts.FromCsv(file);
        Assert.Equal(2, prompts.Count);
        IsMary(prompts[0], "gifts");
        Assert.Equal(("It is", " a", " \"b\"", 0, 0, 0), (prompts[1].Text, prompts[1].Answer, prompts[1].Wrong, prompts[1].Template, prompts[1].Words.Count, prompts[1].Twins.Count));
        Assert.Equal("other", TaskPrompts.FromCsv(file, "other")[0].Task);
    }

    [Fact]
    public void So_do_json_lines()
    {
        var file = WriteText("gifts.jsonl", $$"""
            {"clean": "{{mary.Clean}}", "corrupted": "{{mary.Corrupted}}", "correct": " Mary", "wrong": " John", "template": 3, "positions": {"IO": "Mary", "S1": "John#1", "S2": 6, "LAST": -1, "WENT": "went out"} }

            {"clean": "It is", "correct": " a", "wrong": " b", "corrupted": null}
            """);
        var prompts = TaskPrompts.FromJsonLines(file);
        Assert.Equal(2, prompts.Count);
        IsMary(prompts[0], "gifts");
        Assert.Empty(prompts[1].Twins);
    }

    [Fact]
    public void A_model_reads_them_as_those_of_any_task()
    {
        TeachingVocabulary.Create().Write(Folder, 96);
        var config = MicroTraining.Config(TeachingVocabulary.Create().Tokens.Count, context: 96);
        using var model = new TransformerModel("tiny", config, RandomWeights.Create("tiny", config, seed: 1, .3, Dtype.Float32).Weights, ModelTokenizer.Load(Folder));
        var generated = IndirectObject.Generate(5, 1);
        var own = generated.Select(prompt => new OwnPrompt(prompt.Text, prompt.Answer, prompt.Wrong)
        {
            Corrupted = prompt.Twin(IndirectObject.Swap).Text,
            Positions = new Dictionary<string, string> { ["IO"] = prompt.Word("IO").Text, ["S2"] = prompt.Word("S2").Text + "#2" },
        });
        var (expected, found) = (TaskSet.Of(model, generated), TaskSet.Of(model, TaskPrompts.Of(own)));
        Assert.Empty(found.Dropped);
        Assert.Equal(expected.Positions("IO"), found.Positions("IO"));
        Assert.Equal(expected.Positions("S2"), found.Positions("S2"));
        Assert.Equal(expected.Rows.Select(row => row.Twins[IndirectObject.Swap]), found.Rows.Select(row => row.Twins[TaskPrompts.Corrupted]));
        Assert.Equal(expected.Metric.Of(model, expected.Batch).Values, found.Metric.Of(model, found.Batch).Values);
        var spaceless = TaskSet.Of(model, TaskPrompts.Of([own.First(), own.First() with { Correct = "xyzzy" }]));
        Assert.Contains("xyzzy", Assert.Single(spaceless.Dropped).Why);
    }

    [Theory]
    [InlineData("Mary#3", "stands there 1 times, so there is no 'Mary#3'")]
    [InlineData("John", "'John' stands there 2 times; say which: 'John#1' to 'John#2'")]
    [InlineData("Mar", "is no word of the text")]
    [InlineData("ary", "is no word of the text")]
    [InlineData("11", "there is no word 11; the text has the words 0 to 10")]
    [InlineData("-12", "there is no word -12")]
    [InlineData("", "is no word of the text")]
    public void A_word_that_is_not_found_says_why(string word, string expected)
    {
        var message = Assert.Throws<ArgumentException>(() => TaskPrompts.Of([mary with { Positions = new Dictionary<string, string> { ["W"] = word } }])).Message;
        Assert.Contains("Prompt 0: W: ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_list_is_said_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => TaskPrompts.Of(
        [
            mary, new("", "", ""), new("It is ", " a", " a") { Corrupted = "It is ", Template = -1 },
            new("It is", " a", " b") { Corrupted = "It was so", Positions = new Dictionary<string, string> { ["END"] = "is", ["S1+1"] = "is", [" "] = "It" } },
        ])).Message;
        string[] expected =
        [
            "Prompt 1: the clean prompt is empty.", "Prompt 1: the correct answer is empty.", "Prompt 1: the wrong answer is empty.",
            "Prompt 2: the clean prompt ends with a space", "Prompt 2: ' a' is both", "Prompt 2: the template is -1", "Prompt 2: the corrupted prompt is the clean one.",
            "Prompt 3: the corrupted prompt has 3 words and the clean one 2", "Prompt 3: 'END' is found by itself", "Prompt 3: 'S1+1' is found by itself", "Prompt 3: a position has no name.",
        ];
        Assert.All(expected, part => Assert.Contains(part, message));
        Assert.Equal(expected.Length, message.Split('\n').Length - (message.Split('\n')[^1].Contains("Parameter", StringComparison.Ordinal) && !message.Split('\n')[^1].StartsWith("Prompt", StringComparison.Ordinal) ? 1 : 0));
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => TaskPrompts.Of([])).Message);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_csv_file_is_said_at_once_with_its_lines()
    {
        Refuses(() => TaskPrompts.FromCsv(WriteText("a.csv", "clean,correct,wrong,W\n\"It\nis\", a, b,no\nIt is, a\nIt is, a, a,\n")),
            "line 4: there are 2 cells, and 4 columns", "line 2: W: 'no' is no word", "line 5: ' a' is both");
        Refuses(() => TaskPrompts.FromCsv(WriteText("b.csv", "clean,corect,wrong,wrong\nIt is, a, b, c\nIt\n")), "no column correct", "two columns 'wrong'", "line 3: there are 1 cells");
        Refuses(() => TaskPrompts.FromCsv(WriteText("c.csv", "clean,correct,wrong,template\nIt is, a, b,x\n")), "line 2: the template is 'x'");
        Refuses(() => TaskPrompts.FromCsv(WriteText("d.csv", "clean,correct,wrong\n")), "there is no prompt");
        Refuses(() => TaskPrompts.FromCsv(WriteText("e.csv", "")), "no column clean", "no column correct", "no column wrong");
        Refuses(() => TaskPrompts.FromCsv(WriteText("f.csv", "clean,correct,wrong\n\"It is, a, b\n")), "quotes of line 2 are not closed");
        Refuses(() => TaskPrompts.FromCsv(WriteBytes("g.csv", [0x63, 0xff])), "from byte 1 on it is not UTF-8");
        Assert.Throws<FileNotFoundException>(() => TaskPrompts.FromCsv(PathOf("nowhere.csv")));
    }

    [Fact]
    public void And_so_it_is_with_json_lines()
    {
        Refuses(() => TaskPrompts.FromJsonLines(WriteText("a.jsonl", """
            {"clean": "It is", "correct": 5, "wrong": " b"}
            {"clean": "It is"
            {"clean": "It is", "wrong": " b", "answer": " a"}
            [1]
            {"clean": "It is", "correct": " a", "wrong": " b", "positions": {"W": true, "V": 9}}
            {"clean": "It is", "correct": " a", "wrong": " b", "positions": {"V": 9}}
            """)),
            "line 1: $.correct: 5 stands here; text is allowed", "line 2: it is not JSON at byte", "line 3: $.answer: unknown field", "line 3: $: the field correct is missing", "line 4: $: an array stands here",
            "line 5: $.positions.W: true stands here", "line 6: V: there is no word 9");
        Refuses(() => TaskPrompts.FromJsonLines(WriteText("b.jsonl", "\n\n")), "there is no prompt");
    }
}
