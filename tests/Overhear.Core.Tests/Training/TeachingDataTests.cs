namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TeachingDataTests : FileTestFolder
{
    ModelTokenizer Tokenizer()
    {
        TeachingVocabulary.Create().Write(Folder, 128);
        return ModelTokenizer.Load(Folder);
    }

    [Fact]
    public void Every_word_of_every_prompt_is_one_token()
    {
        var tokenizer = Tokenizer();
        foreach (var prompt in IndirectObject.Generate(3000, 1))
        {
            tokenizer.SingleToken(prompt.Answer);
            tokenizer.SingleToken(prompt.Wrong);
            var cut = prompt.Text.Split(' ').Sum(word => word[^1] is ',' or '.' ? 2 : 1);
            Assert.True(tokenizer.Encode(prompt.Text).Count == cut && tokenizer.Encode(" " + prompt.Text).Count == cut, prompt.Text);
        }
    }

    [Fact]
    public void Repeated_tokens_come_first_and_rows_fit()
    {
        var tokenizer = Tokenizer();
        var data = TeachingData.For(tokenizer, steps: 3000);
        var random = new SeededRandom(1);
        int Repeated(int step) => Enumerable.Range(0, 500).Select(_ => data.Next(random, step)).Count(row => !row.Weights.Contains(1));
        Assert.Equal(800, data.RepeatsFirst);
        Assert.Equal(500, Repeated(799));
        Assert.InRange(Repeated(800), 150, 250);
        for (var i = 0; i < 2000; i++)
        {
            var row = data.Next(random, 1000);
            Assert.Equal(row.Ids.Count, row.Weights.Count);
            Assert.InRange(row.Ids.Count, 11, TeachingData.RowLength);
            Assert.Equal(0, row.Ids[0]);
            Assert.DoesNotContain(0, row.Ids.Skip(1));
        }
    }

    [Fact]
    public void Answers_count_most_and_none_is_held_out()
    {
        var tokenizer = Tokenizer();
        var data = new TeachingData(text => tokenizer.Encode(text), tokenizer.VocabularySize, 0) { RepeatsFirst = 0, RepeatedShare = 0 };
        var (random, lengths) = (new SeededRandom(2), new HashSet<int>());
        for (var i = 0; i < 500; i++)
        {
            var row = data.Next(random, 0);
            var answers = row.Weights.Index().Where(weight => weight.Item == 1).Select(weight => weight.Index).ToList();
            lengths.Add(answers.Count);
            var begin = 1;
            foreach (var at in answers)
            {
                var sentence = tokenizer.Decode(row.Ids.Skip(begin).Take(at + 1 - begin));
                var names = sentence.Split([' ', ',', '.']).Where(IndirectObject.Names.Contains).ToList();
                Assert.Equal(4, names.Count);
                Assert.Equal([2, 2], names.GroupBy(name => name).Select(group => group.Count()));
                Assert.NotEqual(names[2], names[3]); // the name that was said again is not the answer
                Assert.False(IndirectObject.IsHeldOutPair(names[0], names[1]));
                Assert.Equal(".", tokenizer.Decode([row.Ids[at + 1]]));
                begin = at + 2;
            }
            Assert.Equal(row.Ids.Count, begin);
        }
        Assert.Equal([1, 2], lengths.Order().Take(2));
    }
}
