namespace Overhear.Tests;

[Trait("Category", "fast")]
public class RandomLookupsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void Each_second_token_comes_again_with_its_first_behind_it(int? bos)
    {
        foreach (var sequence in TaskReading.Draws(200, 1, random => RandomLookups.Draw(random, 40, 5, bos)))
        {
            var ids = sequence.Ids.Skip(bos is null ? 0 : 1).ToList();
            Assert.Equal(20, ids.Count);
            Assert.Equal(10, ids.Take(10).Distinct().Count());
            Assert.DoesNotContain(bos ?? -1, ids);
            Assert.All(ids, id => Assert.InRange(id, 0, 39));
            var first = Enumerable.Range(0, 5).ToDictionary(i => ids[2 * i + 1], i => ids[2 * i]);
            Assert.Equal(Enumerable.Range(0, 5).Select(i => (bos is null ? 0 : 1) + 11 + 2 * i), sequence.Answers);
            Assert.All(sequence.Answers, at => Assert.Equal(first[sequence.Ids[at - 1]], sequence.Ids[at]));
            Assert.Equal(5, sequence.Answers.Select(at => sequence.Ids[at]).Distinct().Count());
        }
    }

    [Fact]
    public void Both_kinds_of_random_tokens_can_be_drawn_from_chosen_ids()
    {
        int[] chosen = [7, 11, 13, 17, 19, 23, 29];
        var lookups = TaskReading.Draws(100, 2, random => RandomLookups.Draw(random, chosen, 3, 7)).SelectMany(sequence => sequence.Ids.Skip(1));
        var repeated = TaskReading.Draws(100, 2, random => RepeatedTokens.Draw(random, chosen, 4, 2, 7)).SelectMany(sequence => sequence.Ids.Skip(1));
        Assert.Equal(chosen.Skip(1), lookups.Distinct().Order());
        Assert.Equal(chosen.Skip(1), repeated.Distinct().Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomLookups.Draw(new(1), chosen, 4, 7));
    }
}
