namespace Overhear.Tests;

[Trait("Category", "fast")]
public class IndirectObjectTests
{
    static IEnumerable<string> WordsOf(string text) => text.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void The_same_seed_gives_the_same_prompts_and_another_seed_others()
    {
        static string Written(long seed) => string.Join('\n', IndirectObject.Generate(50, seed));
        Assert.Equal(Written(3), Written(3));
        Assert.NotEqual(Written(3), Written(4));
    }

    [Fact]
    public void A_prompt_names_the_subject_twice_the_indirect_object_once_and_asks_for_it()
    {
        foreach (var prompt in IndirectObject.Generate(500, 1))
        {
            var (io, s) = (prompt.Word("IO"), prompt.Word("S1"));
            Assert.Equal(" " + io.Text, prompt.Answer);
            Assert.Equal(" " + s.Text, prompt.Wrong);
            Assert.Equal(s.Text, prompt.Word("S2").Text);
            Assert.Single(WordsOf(prompt.Text), io.Text);
            Assert.Equal(2, WordsOf(prompt.Text).Count(word => word == s.Text));
            Assert.True(io.Start < prompt.Word("S2").Start && s.Start < prompt.Word("S2").Start);
            Assert.Equal(prompt.Order == IndirectObject.Abba, io.Start < s.Start);
            Assert.All(prompt.Words, word => Assert.Equal(word.Text, prompt.Text[word.Start..word.End]));
            Assert.Equal(prompt.Words.Select(word => word.Start).Order(), prompt.Words.Select(word => word.Start));
            Assert.DoesNotContain(prompt.Text, c => c is '{' or '}');
            Assert.False(char.IsWhiteSpace(prompt.Text[^1]));
            Assert.StartsWith(prompt.Text, prompt.FullText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Both_orders_and_every_template_come_up()
    {
        var prompts = IndirectObject.Generate(5000, 2);
        Assert.InRange(prompts.Count(prompt => prompt.Order == IndirectObject.Abba), 2300, 2700);
        Assert.Equal(Enumerable.Range(0, IndirectObject.TemplateCount), prompts.Select(prompt => prompt.Template).Distinct().Order());
        Assert.All(IndirectObject.Generate(50, 2, new() { Order = IndirectObject.Baba }), prompt => Assert.Equal("BABA", prompt.Order));
    }

    [Fact]
    public void There_are_enough_names_and_templates()
    {
        Assert.True(IndirectObject.Names.Count >= 100);
        Assert.Equal(IndirectObject.Names.Count, IndirectObject.Names.Distinct().Count());
        Assert.True(Enumerable.Range(0, IndirectObject.TemplateCount).Count(t => !IndirectObject.IsHeldOutTemplate(t)) >= 15);
        Assert.True(Enumerable.Range(0, IndirectObject.TemplateCount).Count(IndirectObject.IsHeldOutTemplate) >= 5);
    }

    [Fact]
    public void Held_out_pairs_are_a_tenth_in_either_order_and_never_drawn_for_training()
    {
        var names = IndirectObject.Names;
        var pairs = names.SelectMany((a, i) => names.Skip(i + 1).Select(b => (a, b))).ToList();
        var held = pairs.Where(pair => IndirectObject.IsHeldOutPair(pair.a, pair.b)).ToHashSet();
        Assert.InRange((double)held.Count / pairs.Count, .08, .12);
        Assert.All(pairs, pair => Assert.Equal(IndirectObject.IsHeldOutPair(pair.a, pair.b), IndirectObject.IsHeldOutPair(pair.b, pair.a)));
        Assert.All(names, name => Assert.Contains(held, pair => pair.a == name || pair.b == name));

        static bool IsHeld(TaskPrompt prompt) => IndirectObject.IsHeldOutPair(prompt.Answer.Trim(), prompt.Wrong.Trim());
        Assert.DoesNotContain(IndirectObject.Generate(2000, 5, new() { Names = DataSplit.Training }), IsHeld);
        Assert.All(IndirectObject.Generate(2000, 5, new() { Names = DataSplit.HeldOut }), prompt => Assert.True(IsHeld(prompt)));
    }

    [Fact]
    public void Held_out_templates_share_no_opening_and_no_clause_with_the_others_but_all_words()
    {
        static IReadOnlyList<TaskPrompt> Draw(DataSplit split) => IndirectObject.Generate(4000, 6, new() { Templates = split });
        static (HashSet<string> Openings, HashSet<string> Clauses, HashSet<string> Words) Parts(IReadOnlyList<TaskPrompt> prompts)
        {
            var (openings, clauses, words) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
            foreach (var prompt in prompts)
            {
                var text = prompt.Text;
                foreach (var word in prompt.Words.Reverse()) text = text[..word.Start] + (word.Role is "IO" or "S1" ? "*" : word.Role) + text[word.End..];
                var cut = text.IndexOf("S2", StringComparison.Ordinal);
                openings.Add(text[..cut]);
                clauses.Add(text[cut..]);
                words.UnionWith(WordsOf(text));
            }
            return (openings, clauses, words);
        }
        var (training, held) = (Parts(Draw(DataSplit.Training)), Parts(Draw(DataSplit.HeldOut)));
        Assert.Empty(held.Openings.Intersect(training.Openings));
        Assert.Empty(held.Clauses.Intersect(training.Clauses));
        Assert.Empty(held.Words.Except(training.Words));
        Assert.All(Draw(DataSplit.Training), prompt => Assert.False(IndirectObject.IsHeldOutTemplate(prompt.Template)));
        Assert.All(Draw(DataSplit.HeldOut), prompt => Assert.True(IndirectObject.IsHeldOutTemplate(prompt.Template)));
    }

    [Fact]
    public void Names_places_and_things_are_single_tokens_for_GPT2()
    {
        if (TestData.Data is not { } data) { Assert.Skip("GPT-2's vocabulary is in OVERHEAR_DATA, which is not set."); return; }
        var tokenizer = ModelTokenizer.Load(Path.Combine(data, "gpt2-bpe"));
        foreach (var prompt in IndirectObject.Generate(2000, 7))
            Assert.All(prompt.Words, word => Assert.True(tokenizer.Encode(" " + word.Text).Count == 1, word.Text));
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Contains("At least one", Assert.Throws<ArgumentOutOfRangeException>(() => IndirectObject.Generate(0, 0)).Message);
        Assert.Contains("ABBA and BABA", Assert.Throws<ArgumentException>(() => IndirectObject.Generate(1, 0, new() { Order = "ABAB" })).Message);
        Assert.Contains("no pair", Assert.Throws<ArgumentException>(() => IndirectObject.IsHeldOutPair("Mary", "Mary")).Message);
        Assert.Contains("no pair", Assert.Throws<ArgumentException>(() => IndirectObject.IsHeldOutPair("Mary", "Zaphod")).Message);
        Assert.Contains($"0 to {IndirectObject.TemplateCount - 1}", Assert.Throws<ArgumentOutOfRangeException>(() => IndirectObject.IsHeldOutTemplate(IndirectObject.TemplateCount)).Message);
        Assert.Contains("its roles are", Assert.Throws<ArgumentException>(() => IndirectObject.Generate(1, 0)[0].Word("END")).Message);
    }
}
