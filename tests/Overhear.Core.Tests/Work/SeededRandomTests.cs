namespace Overhear.Tests;

[Trait("Category", "fast")]
public class SeededRandomTests
{
    [Fact]
    public void The_sequence_is_that_of_xoshiro256_starstar()
    {
        // The first outputs that Rust's rand_xoshiro documents for seed_from_u64(0).
        var random = new SeededRandom(0);
        ulong[] expected = [0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0, 0x6AA594F1262D2D2C];
        Assert.Equal(expected, expected.Select(_ => random.NextBits()));
    }

    [Fact]
    public void A_saved_state_goes_on_where_it_was()
    {
        var random = new SeededRandom(7);
        random.NextBits();
        var saved = random.Save();
        var expected = Enumerable.Range(0, 5).Select(_ => random.NextBits()).ToList();
        var other = new SeededRandom(1);
        other.Restore(saved);
        Assert.Equal(expected, expected.Select(_ => other.NextBits()));
    }

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        var random = new SeededRandom(3);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400)); // 10,000 ± 4 standard deviations
    }

    [Fact]
    public void Gaussian_numbers_have_mean_0_and_variance_1()
    {
        var random = new SeededRandom(5);
        var numbers = Enumerable.Range(0, 40_000).Select(_ => random.NextGaussian()).ToList();
        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(numbers.Average(x => x * x), 0.97, 1.03);
    }

    [Fact]
    public void A_shuffle_keeps_every_item_and_a_sample_has_no_twice()
    {
        var random = new SeededRandom(9);
        int[] items = [.. Enumerable.Range(0, 50)];
        Assert.Equal(items, random.Shuffle(items).Order());
        Assert.Equal(20, random.Sample(items, 20).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Sample(items, 51));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
        Assert.Throws<ArgumentException>(() => random.Restore([0, 0, 0, 0]));
    }
}
