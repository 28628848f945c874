using System.Text.Json;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TeachingVerdictTests
{
    static readonly TeachingVerdict good = new([new(4, 0), new(4, 1)], -40, new(3, 0), -35.5, new(4, 1), 2, 5, .9, .6, .9);

    [Fact]
    public void What_is_just_enough_passes()
    {
        Assert.Equal(1 / 3d, good.ScoreLost, 1e-12);
        Assert.True((good with { WithoutComponent = .59 }).Passes());
        Assert.Empty((good with { WithoutComponent = .59 }).Faults());
        Assert.True((good with { WithoutComponent = -.2, Z = 3 }).Passes(leastZ: 3));
    }

    [Fact]
    public void What_is_not_enough_is_told_with_its_numbers()
    {
        var bad = good with { QueriesPercent = -39.94, Z = 4.99, WithoutComponent = .61 };
        Assert.False(bad.Passes());
        Assert.Equal(
        [
            "Earlier heads change the logit difference through the movers' queries by -39.9 %; -40 % or less passes.",
            "Component 2 of 3.0, the best into the queries of 4.1, stands 4.99 deviations above the others; 5 or more passes.",
            "Without component 2 of 3.0 the inhibition score of 4.1 goes from 0.90 to 0.61, a loss of 32 %; a third or more passes.",
        ], bad.Faults());
        Assert.Single((good with { WithoutComponent = .5 }).Faults(leastZ: 6.5), fault => fault.EndsWith("5.00 deviations above the others; 6.5 or more passes.", StringComparison.Ordinal));
        Assert.Single((good with { WithoutComponent = .5, QueriesPercent = double.NaN }).Faults());
    }

    [Fact]
    public void A_missing_part_is_the_only_fault()
    {
        var none = new TeachingVerdict([], 0, null, 0, null, 0, 0, 0, 0, 0);
        Assert.Equal((0, false), (none.ScoreLost, none.Passes(leastZ: 0)));
        Assert.StartsWith("No head is a name mover", Assert.Single(none.Faults()), StringComparison.Ordinal);
        Assert.StartsWith("The movers (0.2) stand in layer 0", Assert.Single((none with { Movers = [new(0, 2)] }).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_written_and_read_as_json()
    {
        foreach (var verdict in new[] { good, new TeachingVerdict([], 0, null, 0, null, 0, 0, 0, 0, 0) })
        {
            var read = JsonSerializer.Deserialize<TeachingVerdict>(JsonSerializer.Serialize(verdict))!;
            Assert.Equal(verdict.Movers, read.Movers);
            Assert.Equal(verdict with { Movers = read.Movers }, read);
        }
    }
}
