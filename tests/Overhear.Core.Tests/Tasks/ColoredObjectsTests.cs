using System.Text.RegularExpressions;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public partial class ColoredObjectsTests
{
    [GeneratedRegex(@"Q: On the (\w+), (there is|you see|I see) (.+?)\. What color is the (\w+)\? A:")]
    private static partial Regex Question { get; }

    [GeneratedRegex(@"a (\w+) (\w+)")]
    private static partial Regex Item { get; }

    /// <summary>Each question's objects with their colors, and what is asked for.</summary>
    static IReadOnlyList<(Dictionary<string, string> Colors, string Asked)> Read(string text) =>
        [.. Question.Matches(text).Select(match => (Item.Matches(match.Groups[3].Value).ToDictionary(item => item.Groups[2].Value, item => item.Groups[1].Value), match.Groups[4].Value))];

    [Fact]
    public void It_reads_as_the_paper_writes_it()
    {
        var prompt = ColoredObjects.Generate(1, 1)[0];
        Assert.Matches(@"^Q: On the \w+, \w+ \w+ a \w+ \w+, a \w+ \w+, and a \w+ \w+\. What color is the \w+\? A:$", prompt.Text);
        Assert.Matches(@"^Q: On the \w+, \w+ \w+ a \w+ \w+ and a \w+ \w+\. What color is the \w+\? A:$", ColoredObjects.Generate(1, 1, new() { Objects = 2 })[0].Text);
        static string Written(long seed) => string.Join('\n', ColoredObjects.Generate(50, seed, new() { Example = true }));
        Assert.Equal(Written(3), Written(3));
        Assert.NotEqual(Written(3), Written(4));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    public void The_answer_is_the_color_of_the_object_that_is_asked_for(int objects, bool example)
    {
        foreach (var prompt in ColoredObjects.Generate(300, 2, new() { Objects = objects, Example = example }))
        {
            var questions = Read(prompt.Text);
            Assert.Equal(example ? 2 : 1, questions.Count);
            var (colors, asked) = questions[^1];
            Assert.Equal((objects, objects), (colors.Count, colors.Values.Distinct().Count()));
            Assert.Equal(" " + colors[asked], prompt.Answer);
            Assert.NotEqual(prompt.Answer, prompt.Wrong);
            Assert.Contains(prompt.Wrong.Trim(), colors.Values);
            if (example)
            {
                Assert.Contains($"? A: {questions[0].Colors[questions[0].Asked]}. Q: On", prompt.Text);
                Assert.Empty(questions[0].Colors.Keys.Intersect(colors.Keys));
            }
            Assert.All(prompt.Words, word => Assert.Equal(word.Text, prompt.Text[word.Start..word.End]));

            var (twin, query) = (prompt.Twin(ColoredObjects.Other), prompt.Word("QUERY"));
            var other = Read(twin.Text)[^1];
            Assert.Equal(prompt.Wrong, " " + other.Colors[other.Asked]);
            Assert.Equal(prompt.Text[..query.Start] + other.Asked + prompt.Text[query.End..], twin.Text);
        }
    }

    [Fact]
    public void Every_template_place_and_color_comes_up_and_every_place_in_the_list_is_asked_for()
    {
        var prompts = ColoredObjects.Generate(2000, 4);
        Assert.Equal(Enumerable.Range(0, ColoredObjects.TemplateCount), prompts.Select(prompt => prompt.Template).Distinct().Order());
        Assert.Equal(9, prompts.Select(prompt => Question.Match(prompt.Text)).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct().Count());
        Assert.Equal(ColoredObjects.Colors.Order(), prompts.Select(prompt => prompt.Answer.Trim()).Distinct().Order());
        Assert.All(["OBJECT1", "OBJECT2", "OBJECT3"], role => Assert.InRange(prompts.Count(prompt => prompt.Word(role).Text == prompt.Word("QUERY").Text), 550, 800));
        Assert.DoesNotContain(prompts, prompt => ColoredObjects.Objects.Contains(Question.Match(prompt.Text).Groups[1].Value));
    }

    [Fact]
    public void Held_out_pairs_are_a_tenth_and_never_asked_for_in_training()
    {
        var pairs = ColoredObjects.Objects.SelectMany(thing => ColoredObjects.Colors.Select(color => (thing, color))).ToList();
        Assert.InRange(pairs.Count(pair => ColoredObjects.IsHeldOutPair(pair.thing, pair.color)) / (double)pairs.Count, .08, .12);
        static IEnumerable<bool> Held(DataSplit split, int question) => ColoredObjects.Generate(1000, 5, new() { Pairs = split, Example = true })
            .Select(prompt => Read(prompt.Text)[question]).Select(read => ColoredObjects.IsHeldOutPair(read.Asked, read.Colors[read.Asked]));
        Assert.DoesNotContain(true, Held(DataSplit.Training, 0));
        Assert.DoesNotContain(true, Held(DataSplit.Training, 1));
        Assert.DoesNotContain(true, Held(DataSplit.HeldOut, 0));
        Assert.DoesNotContain(false, Held(DataSplit.HeldOut, 1));
        Assert.Equal([false, true], Held(DataSplit.All, 1).Distinct().Order());
    }

    [Fact]
    public void Colors_and_objects_are_single_tokens_for_GPT2()
    {
        if (TestData.Data is not { } data) { Assert.Skip("GPT-2's vocabulary is in OVERHEAR_DATA, which is not set."); return; }
        var tokenizer = ModelTokenizer.Load(Path.Combine(data, "gpt2-bpe"));
        Assert.All(ColoredObjects.Colors.Concat(ColoredObjects.Objects), word => tokenizer.SingleToken(" " + word));
        Assert.All(ColoredObjects.Colors.Concat(ColoredObjects.Objects), word => Assert.DoesNotContain(word[0], "aeiou"));
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Contains("At least one", Assert.Throws<ArgumentOutOfRangeException>(() => ColoredObjects.Generate(0, 0)).Message);
        Assert.Contains("2 to 5", Assert.Throws<ArgumentException>(() => ColoredObjects.Generate(1, 0, new() { Objects = 6 })).Message);
        Assert.Contains("2 to 5", Assert.Throws<ArgumentException>(() => ColoredObjects.Generate(1, 0, new() { Objects = 1 })).Message);
        Assert.Contains("'elephant' and 'red'", Assert.Throws<ArgumentException>(() => ColoredObjects.IsHeldOutPair("elephant", "red")).Message);
    }
}
