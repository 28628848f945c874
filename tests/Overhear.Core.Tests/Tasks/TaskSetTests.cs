namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class TaskSetTests : FileTestFolder
{
    /// <summary>A model with drawn weights and the vocabulary of the tasks, or of texts that are given.</summary>
    TransformerModel Model(int context = 96, params string[] texts)
    {
        var vocabulary = texts.Length == 0 ? TeachingVocabulary.Create() : new ByteLevelVocabulary(texts);
        vocabulary.Write(Folder, context);
        var config = MicroTraining.Config(vocabulary.Tokens.Count, context: context);
        return new TransformerModel("tiny", config, RandomWeights.Create("tiny", config, seed: 1, .3, Dtype.Float32).Weights, ModelTokenizer.Load(Folder));
    }

    static TaskPrompt Prompt(string text, string answer, string wrong, string word, string? twin = null) =>
        new("test", text, answer, wrong, 0, "", [new TaskWord("W", word, text.IndexOf(word, StringComparison.Ordinal))])
        {
            Twins = twin is null ? [] : [new TaskTwin("t", twin, [new TaskWord("W", word, twin.IndexOf(word, StringComparison.Ordinal))])],
        };

    [Fact]
    public void Every_prompt_of_every_task_can_be_asked_and_its_words_are_found()
    {
        using var model = Model();
        IReadOnlyList<TaskPrompt> prompts =
        [
            .. IndirectObject.Generate(40, 1, new() { Distractors = .5 }), .. ColoredObjects.Generate(40, 1, new() { Example = true }),
            .. LaundryList.Generate(40, 1, new() { Items = 4 }), .. Facts.Generate(40, 1),
        ];
        var set = TaskSet.Of(model, prompts);
        Assert.Empty(set.Dropped);
        Assert.Equal(prompts, set.Rows.Select(row => row.Prompt));
        foreach (var row in set.Rows)
        {
            Assert.Equal(model.Tokens(row.Prompt.Text).Ids, row.Ids);
            Assert.Equal((row.Prompt.Answer, row.Prompt.Wrong), (model.Tokenizer.Decode([row.AnswerId]), model.Tokenizer.Decode([row.WrongId])));
            Assert.All(row.Prompt.Words, word => Assert.Equal(" " + word.Text, model.Tokenizer.Decode([row.Ids[row.Positions[word.Role]]])));
            Assert.Equal(row.Ids.Count - 1, row.Positions["END"]);
            Assert.All(row.Prompt.Twins, twin => Assert.Equal(model.Tokens(twin.Text).Ids, row.Twins[twin.Name]));
        }
    }

    [Fact]
    public void Batch_metric_twins_and_positions_fit_each_other()
    {
        using var model = Model();
        var set = TaskSet.Of(model, IndirectObject.Generate(30, 2));
        Assert.Equal((30, 30), (set.Count, set.Batch.Rows));
        Assert.True(set.Batch.IsPadded);
        var values = set.Metric.Of(model, set.Batch);
        var alone = set.Rows.Select(row => model.Inspect(TokenBatch.FromIds([row.Ids]), run =>
        {
            var logits = TinyModels.Numbers(run.Logits[0, -1]);
            return logits[row.AnswerId] - logits[row.WrongId];
        }));
        Assert.All(values.Values.Zip(alone), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        foreach (var (row, at) in set.Positions("S2").Index())
            Assert.Equal(" " + set.Rows[row].Prompt.Word("S2").Text, model.Tokenizer.Decode([set.Batch.Id(row, at)]));
        Assert.Equal(set.Positions("S1").Select(at => at + 1), set.Positions("S1+1"));
        Assert.Equal(Enumerable.Range(0, 30).Select(set.Batch.LastPosition), set.Positions("END"));
        var swapped = set.Twin(IndirectObject.Swap);
        TwinBatches.Require(set.Batch, swapped);
        foreach (var (row, at) in set.Positions("S2").Index()) Assert.Equal(set.Rows[row].AnswerId, swapped.Id(row, at));

        Assert.Contains("all have swap, abc", Assert.Throws<ArgumentException>(() => set.Twin("other")).Message);
        Assert.Contains("END", Assert.Throws<ArgumentException>(() => set.Positions("QUERY")).Message);
    }

    [Fact]
    public void What_cannot_be_asked_is_dropped_with_the_reason()
    {
        using var model = Model(8, "The cup is red blue", " cup hat");
        (TaskPrompt Prompt, string Why)[] cases =
        [
            (Prompt("The cup is", " purple", " red", "cup"), "' purple' is 7 tokens behind it, not one."),
            (Prompt("The cup is", " red", " purple", "cup"), "' purple' is 7 tokens behind it, not one."),
            (Prompt("The cup is", " red", " red", "cup"), "the same token"),
            (Prompt("The cup i", "s", " red", "cup"), "its own tokens change"),
            (Prompt("The cup is", " red", " blue", "cu"), "No token ends where W, 'cu', does."),
            (Prompt("The cup is cup cup cup cup cup", " red", " blue", "cup"), "model's context 8"),
            (Prompt("The cup is", " red", " blue", "cup", "The red cup is"), "'t' is 5 tokens long, and it 4"),
            (Prompt("The cup is", " red", " blue", "cup", "The is cup"), "'t' W stands at another position"),
        ];
        var good = Prompt("The cup is", " red", " blue", "cup", "The cup hat");
        var set = TaskSet.Of(model, [.. cases.Select(item => item.Prompt), good]);
        Assert.Same(good, Assert.Single(set.Rows).Prompt);
        Assert.Equal(cases.Length, set.Dropped.Count);
        Assert.All(set.Dropped.Zip(cases), pair => Assert.Contains(pair.Second.Why, pair.First.Why));

        Assert.Null(TaskSet.TryOf(model, cases.Select(item => item.Prompt)));
        Assert.Equal(1, TaskSet.TryOf(model, [good])!.Count);
        var message = Assert.Throws<ArgumentException>(() => TaskSet.Of(model, cases.Select(item => item.Prompt))).Message;
        Assert.All(["none of the 8 prompts", "' purple' is 7 tokens"], part => Assert.Contains(part, message));
        Assert.Contains("No prompt is given", Assert.Throws<ArgumentException>(() => TaskSet.Of(model, [])).Message);
    }

    [Fact]
    public void A_model_without_a_tokenizer_can_be_asked_nothing()
    {
        Assert.Null(TaskSet.TryOf(TinyModels.Of("gpt2"), Facts.Generate(3, 1)));
        Assert.Contains("no tokens for", Assert.Throws<ArgumentException>(() => TaskSet.Of(TinyModels.Of("gpt2"), Facts.Generate(3, 1))).Message);
    }
}
