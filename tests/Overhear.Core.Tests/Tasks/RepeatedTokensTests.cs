namespace Overhear.Tests;

[Trait("Category", "fast")]
public class RepeatedTokensTests
{
    [Fact]
    public void A_sequence_is_one_round_again_and_again_behind_what_starts_it()
    {
        foreach (var sequence in RepeatedTokens.Generate(vocabulary: 20, count: 40, period: 7, seed: 1, times: 3, bos: 4))
        {
            Assert.Equal((1 + 21, 1, 7), (sequence.Ids.Count, sequence.Start, sequence.Period));
            Assert.Equal(4, sequence.Ids[0]);
            Assert.All(sequence.Ids.Skip(1), id => Assert.True(id is >= 0 and < 20 and not 4));
            for (var at = 8; at < 22; at++) Assert.Equal(sequence.Ids[at - 7], sequence.Ids[at]);
            Assert.Equal(Enumerable.Range(9, 13), Enumerable.Range(0, 30).Where(sequence.IsPredictable));
        }
    }

    [Fact]
    public void The_seed_decides_and_every_id_comes_up()
    {
        static List<int> Draw(long seed) => [.. RepeatedTokens.Generate(30, 50, 10, seed).SelectMany(sequence => sequence.Ids)];
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.Equal(Enumerable.Range(0, 30), Draw(1).Distinct().Order());
    }

    [Fact]
    public void All_problems_are_said_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => RepeatedTokens.Generate(1, 0, 0, 0, times: 1)).Message;
        Assert.All(["vocabulary is 1", "sequences is 0", "tokens is 0", "stand is 1"], part => Assert.Contains(part, message));
    }
}
