namespace Overhear.Tests;

[Trait("Category", "fast")]
public class IndirectObjectVariantsTests
{
    static IReadOnlyList<string> NamesOf(string text) => [.. TaskReading.Words(text).Where(IndirectObject.Names.Contains)];

    [Fact]
    public void Ordinals_give_to_the_other_one()
    {
        var seen = new HashSet<string>();
        foreach (var prompt in TaskReading.Draws(500, 1, random => IndirectObjectVariants.Ordinal(random, 0)))
        {
            var names = NamesOf(prompt.Text);
            Assert.Equal(2, names.Count);
            var words = TaskReading.Words(prompt.Text);
            var giver = Assert.Single(words, word => word is "former" or "latter" or "first" or "second");
            seen.Add(giver);
            var (answer, wrong) = giver is "former" or "first" ? (names[1], names[0]) : (names[0], names[1]);
            Assert.Equal((" " + answer, " " + wrong), (prompt.Answer, prompt.Wrong));
            Assert.False(IndirectObject.IsHeldOutPair(names[0], names[1]));
        }
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void Late_gated_clauses_begin_like_plain_ones_and_end_in_the_repeated_name()
    {
        var plain = IndirectObject.Generate(4000, 2).Select(prompt => Clause(prompt, 2)).ToHashSet();
        var clauses = new HashSet<string>();
        foreach (var prompt in TaskReading.Draws(1000, 2, random => IndirectObjectVariants.LateGated(random, 0)))
        {
            var names = NamesOf(prompt.Text);
            Assert.Equal(3, names.Count);
            Assert.Contains(names[2], names.Take(2));
            Assert.Equal(" " + names[2], prompt.Answer);
            Assert.Equal(names.Take(2).Single(name => name != names[2]), prompt.Wrong.Trim());
            Assert.False(IndirectObject.IsHeldOutPair(names[0], names[1]));
            Assert.Contains(Clause(prompt, 2), plain);
            clauses.Add(TaskReading.Without(prompt.Text, prompt.Words)[TaskReading.Without(prompt.Text, prompt.Words).IndexOf("S2", StringComparison.Ordinal)..]);
        }
        Assert.True(clauses.Count >= 7);

        static string Clause(TaskPrompt prompt, int words)
        {
            var text = TaskReading.Without(prompt.Text, prompt.Words);
            return string.Join(' ', TaskReading.Words(text[text.IndexOf("S2", StringComparison.Ordinal)..]).Take(words + 1));
        }
    }

    [Fact]
    public void Three_names_ask_for_the_one_that_was_said_once()
    {
        var places = new HashSet<int>();
        foreach (var prompt in TaskReading.Draws(500, 3, IndirectObjectVariants.ThreeNames))
        {
            var names = NamesOf(prompt.Text);
            Assert.Equal(5, names.Count);
            var missing = names.GroupBy(name => name).Single(group => group.Count() == 1).Key;
            Assert.Equal(3, names.Take(3).Distinct().Count());
            Assert.Equal(" " + missing, prompt.Answer);
            Assert.Contains(prompt.Wrong.Trim(), names.Skip(3));
            foreach (var a in names)
                Assert.All(names.Where(b => b != a), b => Assert.False(IndirectObject.IsHeldOutPair(a, b)));
            Assert.DoesNotContain("both", prompt.Text);
            places.Add(names.ToList().IndexOf(missing));
        }
        Assert.Equal([0, 1, 2], places.Order());
    }

    [Fact]
    public void No_opening_or_clause_is_held_out_and_a_distractor_names_a_third_person()
    {
        var held = IndirectObject.Generate(500, 4, new() { Templates = DataSplit.HeldOut }).Select(prompt => TaskReading.Without(prompt.Text, prompt.Words))
            .Select(text => text[..text.IndexOf("S2", StringComparison.Ordinal)].Replace("IO", "*").Replace("S1", "*")).ToHashSet();
        foreach (var prompt in TaskReading.Draws(300, 4, random => IndirectObjectVariants.Ordinal(random, 0)).Concat(TaskReading.Draws(300, 5, random => IndirectObjectVariants.LateGated(random, 0))))
        {
            var text = TaskReading.Without(prompt.Text, prompt.Words).Replace("FIRST", "*").Replace("SECOND", "*");
            Assert.DoesNotContain(held, opening => text.StartsWith(opening, StringComparison.Ordinal));
        }
        foreach (var prompt in TaskReading.Draws(300, 6, random => IndirectObjectVariants.LateGated(random, 1)))
        {
            Assert.Equal(4, NamesOf(prompt.Text).Count);
            Assert.Single(NamesOf(prompt.Text), prompt.Word("D").Text);
        }
    }
}
