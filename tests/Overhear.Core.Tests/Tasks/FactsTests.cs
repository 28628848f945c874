namespace Overhear.Tests;

[Trait("Category", "fast")]
public class FactsTests
{
    static int Subject(TaskPrompt prompt) => Facts.Subjects(prompt.Order).ToList().IndexOf(prompt.Word("SUBJECT").Text);

    [Fact]
    public void There_are_240_facts_and_each_subject_of_a_relation_is_another()
    {
        Assert.Equal((240, 6), (Facts.Count, Facts.Relations.Count));
        Assert.All(Facts.Relations, relation => Assert.Equal(40, Facts.Subjects(relation).Distinct().Count()));
        foreach (var split in Enum.GetValues<DataSplit>())
            Assert.Equal(240, Facts.All(split).Select(prompt => (prompt.Order, prompt.Word("SUBJECT").Text)).Distinct().Count());
        Assert.Equal(3, Facts.All(DataSplit.All).Select(prompt => prompt.Order).Intersect(["capital", "language", "currency"]).Count());
    }

    [Theory]
    [InlineData("capital", "Japan", "Tokyo")]
    [InlineData("capital", "Austria", "Vienna")]
    [InlineData("language", "Brazil", "Portuguese")]
    [InlineData("currency", "Hungary", "forint")]
    public void What_is_said_of_countries_is_so(string relation, string country, string answer) =>
        Assert.Equal(" " + answer, Facts.All(DataSplit.All).Single(prompt => prompt.Order == relation && prompt.Word("SUBJECT").Text == country).Answer);

    [Fact]
    public void The_people_are_no_one_elses_names()
    {
        var people = Facts.Subjects("profession");
        Assert.Empty(people.Intersect([.. TaskWords.Names, .. Facts.Subjects("capital"), .. Facts.All(DataSplit.All).Select(prompt => prompt.Answer.Trim())]));
        Assert.All(Facts.All(DataSplit.All).Where(prompt => prompt.Order == "profession"), prompt => Assert.DoesNotContain(prompt.Answer[1], "aeiou"));
    }

    [Fact]
    public void A_fact_is_the_same_whichever_way_it_is_asked_for()
    {
        var known = Facts.All(DataSplit.All).ToDictionary(prompt => (prompt.Order, prompt.Word("SUBJECT").Text), prompt => prompt.Answer);
        foreach (var prompt in Facts.Generate(2000, 1))
        {
            Assert.Equal(known[(prompt.Order, prompt.Word("SUBJECT").Text)], prompt.Answer);
            var (twin, subject) = (prompt.Twin(Facts.Other), prompt.Word("SUBJECT"));
            var other = twin.Words.Single().Text;
            Assert.Equal(known[(prompt.Order, other)], prompt.Wrong);
            Assert.NotEqual(prompt.Answer, prompt.Wrong);
            Assert.Equal(prompt.Text[..subject.Start] + other + prompt.Text[subject.End..], twin.Text);
        }
        Assert.All(Facts.All(DataSplit.All), prompt => Assert.NotEqual(prompt.Answer, prompt.Wrong));
    }

    [Fact]
    public void One_template_of_each_subject_is_held_out_and_never_drawn_for_training()
    {
        static HashSet<(int, string)> Sentences(IEnumerable<TaskPrompt> prompts) => [.. prompts.Select(prompt => (prompt.Template, prompt.Text))];
        var (training, held) = (Facts.Generate(5000, 2, new() { Templates = DataSplit.Training }), Facts.Generate(3000, 2, new() { Templates = DataSplit.HeldOut }));
        Assert.All(training, prompt => Assert.NotEqual(Subject(prompt) % 4, prompt.Template % 4));
        Assert.All(held, prompt => Assert.Equal(Subject(prompt) % 4, prompt.Template % 4));
        Assert.Empty(Sentences(training).Intersect(Sentences(held)));
        Assert.Equal(720, Sentences(Facts.Generate(20_000, 3, new() { Templates = DataSplit.Training })).Count);
        Assert.Equal(Sentences(Facts.All(DataSplit.HeldOut)), Sentences(Facts.Generate(5000, 4, new() { Templates = DataSplit.HeldOut })));
        Assert.All(Facts.All(DataSplit.Training), prompt => Assert.Equal(Subject(prompt) % 4 == 0 ? 1 : 0, prompt.Template % 4));
        Assert.Equal(24, training.Select(prompt => TaskReading.Without(prompt.Text, prompt.Words)).Distinct().Count());
    }

    [Fact]
    public void A_relation_can_be_asked_for_alone_and_seeds_give_the_same()
    {
        Assert.All(Facts.Generate(100, 5, new() { Relation = "instrument" }), prompt => Assert.Equal("instrument", prompt.Order));
        Assert.Equal(Facts.Relations.Order(), Facts.Generate(200, 5).Select(prompt => prompt.Order).Distinct().Order());
        static string Written(long seed) => string.Join('\n', Facts.Generate(50, seed));
        Assert.Equal(Written(3), Written(3));
        Assert.NotEqual(Written(3), Written(4));
        Assert.Contains("the relations are capital, language", Assert.Throws<ArgumentException>(() => Facts.Generate(1, 0, new() { Relation = "size" })).Message);
        Assert.Contains("At least one", Assert.Throws<ArgumentOutOfRangeException>(() => Facts.Generate(0, 0)).Message);
    }
}
