namespace Overhear.Tests;

[Trait("Category", "fast")]
public class IndirectObjectTwinsTests
{
    static IEnumerable<TaskPrompt> Prompts => IndirectObject.Generate(300, 11).Concat(IndirectObject.Generate(300, 12, new() { Distractors = 1 }));

    [Fact]
    public void The_swap_twin_repeats_the_other_name_and_changes_nothing_else()
    {
        foreach (var prompt in Prompts)
        {
            var (twin, s2) = (prompt.Twin(IndirectObject.Swap), prompt.Word("S2"));
            Assert.Equal(prompt.Text[..s2.Start] + prompt.Answer.Trim() + prompt.Text[s2.End..], twin.Text);
            Assert.All(twin.Words, word => Assert.Equal(word.Text, twin.Text[word.Start..word.End]));
            Assert.Equal(prompt.Words.Select(word => word.Role), twin.Words.Select(word => word.Role));
        }
    }

    [Fact]
    public void The_abc_twin_has_three_new_names_and_repeats_none()
    {
        foreach (var prompt in Prompts)
        {
            var twin = prompt.Twin(IndirectObject.Abc);
            var names = TaskReading.Words(twin.Text).Where(IndirectObject.Names.Contains).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
            Assert.DoesNotContain(prompt.Answer.Trim(), names);
            Assert.DoesNotContain(prompt.Wrong.Trim(), names);
            foreach (var (before, after) in prompt.Words.Zip(twin.Words))
            {
                Assert.Equal(before.Role, after.Role);
                Assert.Equal(before.Role is not ("IO" or "S1" or "S2"), before.Text == after.Text);
            }
            Assert.Equal(TaskReading.Without(prompt.Text, prompt.Words), TaskReading.Without(twin.Text, twin.Words));
        }
    }

    [Fact]
    public void A_distractor_is_a_sentence_of_a_third_person_in_front_of_the_same_prompt()
    {
        var (plain, with) = (IndirectObject.Generate(200, 3), IndirectObject.Generate(200, 3, new() { Distractors = 1 }));
        foreach (var (one, other) in plain.Zip(with))
        {
            Assert.EndsWith(" " + one.Text, other.Text, StringComparison.Ordinal);
            Assert.Equal((one.Answer, one.Wrong, one.Template), (other.Answer, other.Wrong, other.Template));
            var d = other.Word("D").Text;
            Assert.DoesNotContain(d, (string[])[one.Answer.Trim(), one.Wrong.Trim()]);
            Assert.Single(TaskReading.Words(other.Text), d);
            Assert.Equal('.', other.Text[other.Text.Length - one.Text.Length - 2]);
            Assert.All(other.Words, word => Assert.Equal(word.Text, other.Text[word.Start..word.End]));
        }
        var half = IndirectObject.Generate(1000, 3, new() { Distractors = .5 });
        Assert.InRange(half.Count(prompt => prompt.Words.Any(word => word.Role == "D")), 430, 570);
    }

    [Fact]
    public void The_prompts_of_a_seed_are_those_that_they_always_were() =>
        Assert.Equal(
        [
            "In the evening John and Nancy walked home from the zoo, and later John passed the hammer over to",
            "In the morning Jacob and Larry came to the lake, and Jacob bought the new doll for",
            "Last week David and Elizabeth bought a snack, and then Elizabeth had a hat for",
        ], IndirectObject.Generate(3, 1).Select(prompt => prompt.Text));

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => IndirectObject.Generate(1, 0, new() { Distractors = 1.5 })).Message);
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => IndirectObject.Generate(1, 0, new() { Distractors = double.NaN })).Message);
        Assert.Contains("its twins are swap, abc", Assert.Throws<ArgumentException>(() => IndirectObject.Generate(1, 0)[0].Twin("other")).Message);
        Assert.Contains("it has none", Assert.Throws<ArgumentException>(() => IndirectObjectVariants.ThreeNames(new(1)).Twin("swap")).Message);
    }
}
