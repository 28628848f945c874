namespace Overhear.Tests;

/// <summary>Every step that changes weights leaves what the model says, or is refused.</summary>
[Trait("Category", "fast")]
public class ProcessingTests
{
    static readonly Dictionary<string, Func<TransformerModel, TransformerModel>> steps = new()
    {
        ["fold LayerNorm"] = m => m.WithFoldedLayerNorm(),
        ["centre writing"] = m => m.WithCentredWriting(),
        ["centre unembedding"] = m => m.WithCentredUnembedding(),
        ["fold value biases"] = m => m.WithFoldedValueBiases(),
    };

    public static TheoryData<string, bool, Dtype, double> Legal()
    {
        var cases = new TheoryData<string, bool, Dtype, double>();
        foreach (var step in steps.Keys)
            foreach (var rms in new[] { false, true }.Where(rms => !(rms && step == "centre writing")))
            {
                cases.Add(step, rms, Dtype.Float32, 1e-4);
                cases.Add(step, rms, Dtype.Float64, 1e-11);
            }
        return cases;
    }

    [Theory, MemberData(nameof(Legal))]
    public void Log_probabilities_stay(string step, bool rms, Dtype dtype, double tolerance)
    {
        using var model = rms ? SmallModel.RmsNorm(dtype) : SmallModel.LayerNorm(dtype);
        var (hash, before) = (model.Record().ModelHash, SmallModel.LogProbabilities(model));
        using var changed = steps[step](model);
        Assert.NotEqual(hash, changed.Record().ModelHash);
        Assert.Single(changed.Processing);
        Assert.All(before.Zip(SmallModel.LogProbabilities(changed)), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.Equal(before, SmallModel.LogProbabilities(model));
    }

    [Theory, InlineData(Dtype.Float32, 1e-4), InlineData(Dtype.Float64, 1e-11)]
    public void All_steps_one_after_another_leave_log_probabilities(Dtype dtype, double tolerance)
    {
        using var model = SmallModel.LayerNorm(dtype);
        using var folded = model.WithFoldedLayerNorm();
        using var written = folded.WithCentredWriting();
        using var centred = written.WithCentredUnembedding();
        using var all = centred.WithFoldedValueBiases();
        Assert.Equal(4, all.Processing.Count);
        Assert.All(SmallModel.LogProbabilities(model).Zip(SmallModel.LogProbabilities(all)), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void Centring_what_writes_is_refused_where_a_norm_sees_the_mean()
    {
        using var model = SmallModel.RmsNorm();
        Assert.Contains("RMS norms", Assert.Throws<InvalidOperationException>(() => model.WithCentredWriting()).Message);
    }
}
