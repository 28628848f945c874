namespace Overhear.Tests;

[Trait("Category", "fast")]
public class LaundryListTests
{
    /// <summary>What is listed, and what is bought.</summary>
    static (IReadOnlyList<string> Listed, IReadOnlyList<string> Bought) Read(string text)
    {
        var sentences = text.Split(". ");
        Assert.Equal(2, sentences.Length);
        static IReadOnlyList<string> Things(string sentence) => [.. TaskReading.Words(sentence).Where(LaundryList.Items.Contains)];
        return (Things(sentences[0]), Things(sentences[1]));
    }

    [Fact]
    public void It_reads_as_the_paper_writes_it()
    {
        Assert.Matches(@"^[A-Z][\w ]+ a \w+ and a \w+\. [A-Z][\w ,]+ buy the \w+ and then the$", LaundryList.Generate(1, 1)[0].Text);
        Assert.Matches(@"^[A-Z][\w ]+ a \w+, a \w+, and a \w+\. [A-Z][\w ,]+ buy the \w+, the \w+, and then the$", LaundryList.Generate(1, 1, new() { Items = 3 })[0].Text);
        static string Written(long seed) => string.Join('\n', LaundryList.Generate(50, seed));
        Assert.Equal(Written(3), Written(3));
        Assert.NotEqual(Written(3), Written(4));
        Assert.Equal(Enumerable.Range(0, LaundryList.TemplateCount), LaundryList.Generate(1000, 1).Select(prompt => prompt.Template).Distinct().Order());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_answer_is_the_item_that_was_not_bought(int items)
    {
        var places = new HashSet<int>();
        foreach (var prompt in LaundryList.Generate(300, 2, new() { Items = items }))
        {
            var (listed, bought) = Read(prompt.Text);
            Assert.Equal((items, items - 1), (listed.Distinct().Count(), bought.Distinct().Count()));
            var missing = Assert.Single(listed.Except(bought));
            Assert.Equal((" " + missing, " " + bought[^1]), (prompt.Answer, prompt.Wrong));
            places.Add(listed.ToList().IndexOf(missing));

            var twin = prompt.Twin(LaundryList.Swap);
            var (listedToo, boughtToo) = Read(twin.Text);
            Assert.Equal(listed, listedToo);
            Assert.Equal([.. bought.SkipLast(1), missing], boughtToo);
            Assert.Equal(prompt.Wrong.Trim(), Assert.Single(listedToo.Except(boughtToo)));
            Assert.Equal(TaskReading.Without(prompt.Text, prompt.Words), TaskReading.Without(twin.Text, twin.Words));
        }
        Assert.Equal(items, places.Count);
    }

    [Fact]
    public void Held_out_pairs_are_a_tenth_in_either_order_and_never_drawn_for_training()
    {
        var pairs = LaundryList.Items.SelectMany((a, i) => LaundryList.Items.Skip(i + 1).Select(b => (a, b))).ToList();
        Assert.InRange(pairs.Count(pair => LaundryList.IsHeldOutPair(pair.a, pair.b)) / (double)pairs.Count, .08, .12);
        Assert.All(pairs, pair => Assert.Equal(LaundryList.IsHeldOutPair(pair.a, pair.b), LaundryList.IsHeldOutPair(pair.b, pair.a)));
        foreach (var items in new[] { 2, 4 })
        {
            IEnumerable<bool> Held(DataSplit split) => LaundryList.Generate(1000, 5, new() { Pairs = split, Items = items })
                .Select(prompt => LaundryList.IsHeldOutPair(prompt.Answer.Trim(), Read(prompt.Text).Listed.First(item => item != prompt.Answer.Trim())));
            Assert.DoesNotContain(true, Held(DataSplit.Training));
            Assert.DoesNotContain(false, Held(DataSplit.HeldOut));
        }
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Contains("At least one", Assert.Throws<ArgumentOutOfRangeException>(() => LaundryList.Generate(0, 0)).Message);
        Assert.Contains("2 to 8", Assert.Throws<ArgumentException>(() => LaundryList.Generate(1, 0, new() { Items = 1 })).Message);
        Assert.Contains("2 to 8", Assert.Throws<ArgumentException>(() => LaundryList.Generate(1, 0, new() { Items = 9 })).Message);
        Assert.Contains("no pair", Assert.Throws<ArgumentException>(() => LaundryList.IsHeldOutPair("cup", "cup")).Message);
    }
}
