namespace Overhear.Tests;

/// <summary>The verdict on models whose mechanism is known is what was measured on them by other software and by literal passes.</summary>
/// <remarks>z is of the weights as stored, computed for this from the files by a Jacobi method in plain Python; what is told elsewhere of two of the models is of folded ones.</remarks>
[Trait("Category", "slow")]
public class TeachingJudgeTests
{
    const double OfPercent = .5, OfScore = .005, OfZ = .01;

    [Fact]
    public void A_line_from_one_head_passes()
    {
        var verdict = Judge("ioi-line");
        Assert.Equal([new HeadId(4, 0), new HeadId(4, 1)], verdict.Movers);
        Assert.Equal((new HeadId(3, 0), new HeadId(4, 1), 0), (verdict.Inhibitor, verdict.Receiver, verdict.Component));
        Assert.Equal(-173, verdict.QueriesPercent, OfPercent);
        Assert.Equal(-141, verdict.InhibitorPercent, OfPercent);
        Assert.Equal(7.48, verdict.Z, OfZ);
        Assert.Equal(.97, verdict.InhibitionScore, OfScore);
        Assert.Equal(.40, verdict.WithoutComponent, OfScore);
        Assert.Equal(.97, verdict.OnlyComponent, OfScore);
        Assert.True(verdict.Passes());
        Assert.Empty(verdict.Faults());
        Assert.False(verdict.Passes(leastZ: 7.6));
    }

    [Fact]
    public void The_same_line_after_more_training_passes()
    {
        var verdict = Judge("ioi-line-colored");
        Assert.Equal([new HeadId(4, 0), new HeadId(4, 1)], verdict.Movers);
        Assert.Equal((new HeadId(3, 0), new HeadId(4, 1), 0), (verdict.Inhibitor, verdict.Receiver, verdict.Component));
        Assert.Equal(-156, verdict.QueriesPercent, OfPercent);
        Assert.Equal(-142, verdict.InhibitorPercent, OfPercent);
        Assert.Equal(6.13, verdict.Z, OfZ);
        Assert.Equal(.97, verdict.InhibitionScore, OfScore);
        Assert.Equal(.52, verdict.WithoutComponent, OfScore);
        Assert.Equal(.97, verdict.OnlyComponent, OfScore);
        Assert.True(verdict.Passes());
    }

    [Fact]
    public void A_model_that_sends_the_name_itself_fails_and_is_told_why()
    {
        var verdict = Judge("ioi-name");
        Assert.Equal([new HeadId(2, 3), new HeadId(4, 0), new HeadId(4, 1)], verdict.Movers);
        Assert.Equal((new HeadId(0, 1), new HeadId(4, 1), 5), (verdict.Inhibitor, verdict.Receiver, verdict.Component));
        Assert.Equal(-103, verdict.QueriesPercent, OfPercent);
        Assert.Equal(-47.6, verdict.InhibitorPercent, .05);
        Assert.Equal(2.67, verdict.Z, OfZ);
        Assert.Equal(.80, verdict.InhibitionScore, OfScore);
        Assert.Equal(.81, verdict.WithoutComponent, OfScore);
        Assert.Equal(.58, verdict.OnlyComponent, OfScore);
        Assert.False(verdict.Passes());
        Assert.Collection(verdict.Faults(),
            fault => Assert.StartsWith("Component 5 of 0.1, the best into the queries of 4.1, stands 2.67 deviations", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Without component 5 of 0.1 the inhibition score of 4.1 goes from 0.80 to 0.81, a loss of -", fault, StringComparison.Ordinal));
    }

    static TeachingVerdict Judge(string name)
    {
        var known = KnownMechanism.Load(name);
        return TeachingJudge.Judge(known.Model, new MechanismPrompts(known.Clean, known.Rows("swap"), known.Metric, known.Positions("IO"), known.Positions("S1"), known.Positions("END")));
    }
}
