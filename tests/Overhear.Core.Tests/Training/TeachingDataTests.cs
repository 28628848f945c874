namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TeachingDataTests : FileTestFolder
{
    static readonly string[] tasks = [.. TeachingData.TaskNames];

    ModelTokenizer Tokenizer()
    {
        TeachingVocabulary.Create().Write(Folder, 128);
        return ModelTokenizer.Load(Folder);
    }

    static TeachingMix Mix(string stage) => TeachingStage.Both(0).Single(of => of.Name == stage).Mix;

    [Fact]
    public void Repeated_tokens_come_first_the_rest_grows_and_rows_fit()
    {
        var (tokenizer, mix) = (Tokenizer(), Mix(TeachingStage.Circuits));
        var (data, random) = (TeachingData.For(tokenizer, mix), new SeededRandom(1));
        double Repeated(int step) => Enumerable.Range(0, 500).Select(_ => data.Next(random, step)).Average(row => row.Task == 1 ? 1.0 : 0);
        Assert.Equal(1, Repeated(mix.RepeatsFirst - 1));
        Assert.InRange(Repeated(mix.RepeatsFirst + mix.Growth / 2), .45, .7);
        Assert.InRange(Repeated(mix.RepeatsFirst + mix.Growth), .1, .2);
        foreach (var stage in TeachingStage.Both(0))
            for (var i = 0; i < 1000; i++)
            {
                var row = TeachingData.For(tokenizer, stage.Mix).Next(random, 2000);
                Assert.Equal((row.Ids.Count, row.Ids.Count), (row.Weights.Count, row.Aided.Count));
                Assert.InRange(row.Ids.Count, 4, TeachingData.RowLength);
                Assert.Equal(0, row.Ids[0]);
                Assert.DoesNotContain(0, row.Ids.Skip(1));
                Assert.True(row.Task == 6 || row.Weights.Any(weight => weight > .1));
            }
    }

    [Fact]
    public void Shares_are_those_of_the_mix()
    {
        var mix = Mix(TeachingStage.Colors);
        var (data, random) = (TeachingData.For(Tokenizer(), mix), new SeededRandom(2));
        var counts = Enumerable.Range(0, 4000).Select(_ => data.Next(random, 0).Task).CountBy(task => task).ToDictionary();
        foreach (var (task, share) in mix.Shares.Index()) Assert.Equal(share / mix.Shares.Sum(), counts.GetValueOrDefault(task) / 4000.0, .04);
    }

    [Fact]
    public void Answers_count_most_are_aided_where_they_are_to_be_and_none_is_held_out()
    {
        var (tokenizer, random) = (Tokenizer(), new SeededRandom(3));
        var data = TeachingData.For(tokenizer, new TeachingMix { IndirectObjects = 1, ColoredObjects = 1, Lists = 1, Filled = .5 });
        var heldOut = IndirectObjectTemplates.All("IO", "S1").Where(template => template.HeldOut).SelectMany(template => template.Template.FixedText).Where(text => text.Length > 12)
            .Except(IndirectObjectTemplates.All("IO", "S1").Where(template => !template.HeldOut).SelectMany(template => template.Template.FixedText)).ToList();
        Assert.NotEmpty(heldOut);
        for (var i = 0; i < 600; i++)
        {
            var row = data.Next(random, 0);
            var text = tokenizer.Decode([.. row.Ids.Skip(1)]);
            Assert.All(heldOut, phrase => Assert.DoesNotContain(phrase, text));
            var most = row.Weights.Max();
            var at = row.Weights.Index().Last(weight => weight.Item == most).Index;
            var aided = row.Aided[at] == AidedToken.Answer;
            Assert.Equal(tasks[row.Task] != "Colored Objects", aided);
            Assert.Equal(aided ? 1 : .95, most);
            Assert.Contains(row.Ids[at], row.Ids.Take(at)); // every answer stands in its row
            Assert.Equal(aided ? 1 : 0, row.Aided.Count(token => token == AidedToken.Answer));
        }
    }
}
