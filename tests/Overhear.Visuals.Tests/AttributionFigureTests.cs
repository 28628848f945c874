namespace Overhear.Visuals.Tests;

[Trait("Category", "fast")]
public class AttributionFigureTests
{
    static readonly TransformerModel model = RandomWeights.Create("random", new TransformerConfig
    {
        Architecture = "gpt2", Layers = 2, DModel = 16, Heads = 2, KeyValueHeads = 2, DHead = 8, DMlp = 16, VocabularySize = 30, ContextLength = 24,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true, MlpBias = true,
    }, 1);

    static readonly TokenBatch tokens = TokenBatch.FromIds([[1, 2, 3], [4, 5, 6]]);
    static readonly LogitDifference difference = LogitDifference.AtEnd(tokens, [7, 8], [9, 10]);

    [Fact]
    public void Bars_of_the_parts_sum_to_the_logit_difference_that_the_figure_tells()
    {
        var attribution = DirectLogitAttribution.Of(model, tokens, difference);
        var bars = attribution.ToBarChart();
        Assert.Equal(["embedding", "position", "heads of 0", "bias of attention 0", "MLP 0", "heads of 1", "bias of attention 1", "MLP 1", "constant"], bars.Labels);
        Assert.Equal(attribution.LogitDifferences.Average(), bars.Values.Sum(), 1e-5);
        Assert.Contains("the mean of 2 prompts", bars.Subtitle, StringComparison.Ordinal);
        Assert.Equal("logits", bars.Unit);
        Assert.Equal(attribution.Of(new HeadId(1, 0)).Mean, attribution.ToHeatmap().Cells[1, 0], 1e-12);
    }

    [Fact]
    public void Scores_say_what_they_are_and_what_chance_would_give()
    {
        var figure = HeadScores.Of(model, count: 3, period: 5).ToHeatmap(HeadScoreKind.Induction);
        Assert.Contains("3 sequences", figure.Subtitle, StringComparison.Ordinal);
        Assert.Contains("equal attention would give 0.1", figure.Subtitle, StringComparison.Ordinal);
        Assert.Equal((0, 1), (figure.Least, figure.Most));
        Assert.Contains("random", figure.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Ablations_show_changes_and_what_took_the_place()
    {
        var figure = Ablation.Mlps(model, tokens, difference, AblationKind.Mean).ToHeatmap();
        Assert.Contains("outputs replaced: mean", figure.Subtitle, StringComparison.Ordinal);
        Assert.Equal(["MLP"], figure.Cells.Columns);
    }
}
