using System.Text.Json;

namespace Overhear.Tests;

/// <summary>Figures of what a small model's answers are made of: numbers, titles, units and notes come from the result.</summary>
[Trait("Category", "fast")]
public sealed class ResultFigureTests : IDisposable
{
    readonly TransformerModel model = TransformerModel.Load(ModelFolder());
    readonly TokenBatch clean;
    readonly TokenBatch corrupted;
    readonly LogitDifference metric;

    public ResultFigureTests()
    {
        var random = new Random(1);
        int[] Ids() => [.. Enumerable.Range(0, 6).Select(_ => random.Next(1, model.Config.VocabularySize))];
        (clean, corrupted) = (TokenBatch.FromIds([Ids(), Ids(), Ids()]), TokenBatch.FromIds([Ids(), Ids(), Ids()]));
        metric = new LogitDifference([300, 301, 302], [310, 311, 312]);
    }

    internal static string ModelFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Notebooks.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "notebooks", "models", "teaching");
    }

    public void Dispose() => model.Dispose();

    [Fact]
    public void Bars_of_shares_sum_to_the_logit_difference()
    {
        var result = DirectLogitAttribution.Of(model, clean, metric);
        var bars = RequireWhole(result.ToBarChart());
        Assert.Equal(result.Total.Mean, bars.Values.Sum(), 1e-3);
        Assert.Equal(result.Mlps[2].StandardError, bars.Errors[bars.Labels.ToList().IndexOf("MLP 2")]);
        Assert.Contains(FormattableString.Invariant($"together {result.Total.Mean:0.###} logits"), bars.Subtitle);
        Assert.Equal(result.Heads.Means().ToArray(), RequireWhole(result.ToHeatmap()).Cells.ToArray());
    }

    [Fact]
    public void A_single_prompt_has_no_error_bars_and_all_its_numbers()
    {
        var one = TokenBatch.FromIds([Enumerable.Range(0, 6).Select(at => clean.Id(0, at))]);
        var result = DirectLogitAttribution.Of(model, one, new LogitDifference([300], [310]));
        Assert.Empty(RequireWhole(result.ToBarChart()).Errors);
        Assert.All(RequireWhole(result.ToHeatmap()).CellTexts!.Cast<string>(), text => Assert.NotEqual("", text));
    }

    [Fact]
    public void Cells_that_may_be_0_say_no_number()
    {
        var effects = new HeadEffects("effect", "logits", new double[,,] { { { 1, 1.2 }, { -3, 3.5 } } });
        var figure = RequireWhole(effects.ToHeatmap());
        Assert.Equal(new[,] { { "1.10", "" } }, figure.CellTexts);
        Assert.Equal(new[,] { { false, true } }, figure.Faded);
        Assert.Equal("head 0.1: 0.25 ± 3.25 (2 prompts)", figure.HoverTexts![0, 1]);
        Assert.Contains("within two standard errors of 0", figure.Notes[0]);
        Assert.Equal(["head 0.0"], effects.ToBarChart(1).Labels);
        Assert.Throws<ArgumentOutOfRangeException>(() => effects.ToBarChart(0));
    }

    [Fact]
    public void Head_scores_are_maps_from_0_to_1_and_bars_of_the_best()
    {
        var scores = HeadScores.OnRepeatedTokens(model, count: 4, period: 8);
        foreach (var (figure, of) in new[] { (scores.ToInductionHeatmap(), scores.Induction), (scores.ToPreviousTokenHeatmap(), scores.PreviousToken), (scores.ToDuplicateTokenHeatmap(), scores.DuplicateToken) })
        {
            Assert.Equal(of.Means().ToArray(), RequireWhole(figure).Cells.ToArray());
            Assert.Equal((0, 1), (figure.Least, figure.Most));
        }
        var bars = RequireWhole(scores.ToBarChart(2));
        Assert.Equal(6, bars.Labels.Count);
        Assert.Equal($"induction {scores.Induction.Ranked()[0]}", bars.Labels[4]);
        Assert.Equal(scores.Induction[scores.Induction.Ranked()[0]].Mean, bars.Values[4]);
    }

    [Fact]
    public void Attention_by_distance_is_a_curve_for_each_head_that_stands_out_and_one_of_equal_attention()
    {
        List<Prompt> prompts = [model.Tokens("When Mary and John went to the store, John gave a drink to"), model.Tokens("When Mary and John went to the store")];
        var result = AttentionByDistance.Of(model, prompts, farthest: 6);
        var curves = RequireWhole(result.ToLines(3));
        var peaks = result.Positional(3);
        Assert.Equal([.. peaks.Select(peak => $"head {peak.Head}: {peak.Distance} back"), "all tokens equally"], curves.Series.Select(series => series.Name));
        Assert.Equal(result.Distances.Select(distance => result[peaks[0].Head, distance]), curves.Series[0].Y);
        Assert.Equal(result.Distances.Select(result.Equal), curves.Series[^1].Y);
        Assert.Equal(result.Distances.Select(distance => (double)distance), curves.Series[^1].X);
        Assert.Equal("tokens", curves.XUnit);
        Assert.StartsWith($"2 prompts of {prompts[1].Length} to {prompts[0].Length} tokens; the first begins “", curves.Subtitle);
        Assert.StartsWith($"a prompt of {prompts[1].Length} tokens, which begins “", AttentionByDistance.Of(model, [prompts[1]]).ToLines().Subtitle);
    }

    [Fact]
    public void Written_tokens_stand_from_the_most_raised_to_the_most_lowered()
    {
        var prompt = model.Tokens("When Mary and John went to the store");
        var result = WrittenTokens.ByHead(model, prompt, new HeadId(3, 1), count: 5);
        var bars = RequireWhole(result.ToBarChart());
        Assert.Equal(10, bars.Labels.Count);
        Assert.Equal(bars.Values.OrderDescending(), bars.Values);
        Assert.Equal("What head 3.1 writes", bars.Title);
    }

    [Fact]
    public void Ablations_and_attributions_show_changes_and_say_their_kind()
    {
        var ablation = Ablation.Mean(model, clean, metric, corrupted);
        var map = RequireWhole(ablation.ToHeatmap());
        Assert.Equal(ablation.Heads[new HeadId(4, 2)].Mean - ablation.Plain.Mean, map.Cells[4, 2], 1e-9);
        Assert.Contains("mean ablation", map.Subtitle);
        Assert.Equal(ablation.MlpChanges().Select(v => v.Mean), RequireWhole(ablation.ToMlpBarChart()).Values);
        var byHead = GradientAttribution.Of(model, clean, corrupted, metric);
        Assert.Equal(byHead.ByHead().Means().ToArray(), RequireWhole(byHead.ToHeatmap()).Cells.ToArray());
        Assert.Equal(byHead.ByPosition().ToArray(), RequireWhole(byHead.ToPositionHeatmap()).Cells.ToArray());
        var residual = GradientAttribution.Of(model, clean, corrupted, metric, HookKind.ResidPre);
        Assert.Equal(residual.ByPosition().ToArray(), RequireWhole(residual.ToHeatmap()).Cells.ToArray());
    }

    [Fact]
    public void The_lens_says_which_of_the_two_it_is()
    {
        var prompt = model.Tokens("When Mary and John went to the store");
        foreach (var scale in Enum.GetValues<LensScale>())
        {
            var lens = LogitLens.Of(model, prompt, tokens: [300], scale: scale);
            Assert.StartsWith(lens.Method, lens.ToHeatmap().Subtitle);
            Assert.StartsWith(lens.Method, lens.ToLines().Subtitle);
        }
    }

    [Fact]
    public void The_residual_stream_has_its_end_on_top_and_three_curves()
    {
        var prompt = model.Tokens("When Mary and John went to the store");
        var result = ResidualStream.Of(model, prompt);
        var map = RequireWhole(result.ToHeatmap());
        Assert.Equal(("final", "embedding"), (map.Cells.Rows[0], map.Cells.Rows[^1]));
        Assert.Equal(result.Stream[result.Layers, 2], map.Cells[0, 2]);
        var curves = RequireWhole(result.ToLines(position: 2));
        Assert.Equal([result.Layers + 1, result.Layers, result.Layers], curves.Series.Select(series => series.Y.Count));
        Assert.Equal(result.Mlp[3, 2], curves.Series[2].Y[3]);
        Assert.Contains("position 2", curves.Subtitle);
        Assert.Throws<ArgumentOutOfRangeException>(() => result.ToLines(position: prompt.Length));
    }

    [Fact]
    public void Means_have_errors_where_there_are_several_prompts()
    {
        PromptValues[] values = [new([1, 3]), new([2, 2])];
        var bars = RequireWhole(Figure.Means("M", ["a", "b"], values, "model", "difference", "logits"));
        Assert.Equal([2, 2], bars.Values);
        Assert.Equal([1, 0], bars.Errors);
        Assert.Contains("2 prompts", Assert.Single(bars.Notes));
        Assert.Empty(RequireWhole(Figure.Means("M", ["a"], [new PromptValues([1])], "model", "difference")).Errors);
        Assert.Throws<ArgumentException>(() => Figure.Means("M", ["a"], values));
        Assert.Throws<ArgumentException>(() => Figure.Means("M", [], []));
    }

    [Fact]
    public void FSharp_verbs_give_what_the_methods_give()
    {
        var prompt = model.Tokens("When Mary and John went to the store");
        var (direct, ablation) = (DirectLogitAttribution.Of(model, clean, metric), Ablation.Resample(model, clean, metric, corrupted));
        Assert.Equal(metric.Of(model, clean).Values, Attribution.difference(metric, clean, model).Values);
        Assert.Equal(direct.Embedding.Values, Attribution.direct(metric, clean, model).Embedding.Values);
        var gradient = Attribution.gradient(metric, HookKind.Z, corrupted, clean, model);
        Assert.Equal(GradientAttribution.Of(model, clean, corrupted, metric).ByPosition().ToArray(), gradient.ByPosition().ToArray());
        Assert.Equal(ablation.Mlps[0].Values, Ablate.resample(metric, corrupted, clean, model).Mlps[0].Values);
        Assert.Equal(AblationKind.Zero, Ablate.zero(metric, clean, model).Kind);
        Assert.Equal(Ablation.Mean(model, clean, metric, corrupted).Mlps[0].Values, Ablate.mean(metric, corrupted, clean, model).Mlps[0].Values);
        var scores = Heads.scores(3, 6, 5, model);
        Assert.Equal(scores.Induction.Means().ToArray(), Heads.scoresOn(scores.Sequences, model).Induction.Means().ToArray());
        var byDistance = Heads.byDistance(5, [prompt, prompt], model);
        Assert.Equal(AttentionByDistance.Of(model, [prompt, prompt], 5).Means().ToArray(), byDistance.Means().ToArray());
        var task = IndirectObject.Generate(4, 0);
        Assert.Equal(TaskSet.Of(model, task).Batch.Rows, Ask.questions(task, model)!.Value.Batch.Rows);
        Assert.Null(Ask.questions([], model));
        var texts = TextCorpus.Load(Path.Combine(ModelFolder(), "..", "..", "texts", "stories"));
        Assert.Equal(texts.ExcerptsOrArbitrary(model, 2, 12).Select(piece => piece.Ids), Ask.excerptsOrArbitrary(2, 12, texts, model).Select(piece => piece.Ids));
        Assert.Equal(LensScale.Final, Lens.logitsAtFinalScale(prompt, model).Scale);
        var written = Lens.writtenByHead(new HeadId(1, 1), prompt, model);
        Assert.Equal(("head 1.1", "MLP 2"), (written.Writer, Lens.writtenByMlp(2, prompt, model).Writer));

        Assert.Equal(ablation.Plain.Values.Count, Ablate.zeroHead(new HeadId(1, 1), metric, clean, model).Values.Count);
        Assert.Equal(prompt.Ids, Ask.tokensOr([1], prompt.Text, model).Ids);
        Assert.Equal(prompt.Pieces, Ask.ids(prompt.Ids, model).Pieces);
        Assert.Equal(direct.Heads.Ranked(), Heads.ranked(direct.Heads));
        Assert.Equal(direct.Heads.AtLeast(.1), Heads.atLeast(.1, direct.Heads));
        Assert.Equal(model.Config.Heads, Lens.attentionIn([1], prompt, model).Heads.Count);
        Assert.Equal(2, Lens.writtenByHeadAt(2, new HeadId(1, 1), prompt, model).Position);
        var residual = Lens.residual(prompt, model);

        Figure[] shown =
        [
            Show.residual("T", residual), Show.additions("T", residual), Show.attentionFrom(new HeadId(2, 1), "T", Lens.attention(prompt, model)),
            Show.bars("T", "label", "value", [Tuple.Create("a", 1.0)]), Show.means("T", "label", "value", [Tuple.Create("a", ablation.Plain)]),
            Show.curvesOver(["first", "then"], "T", "x", "y", [Tuple.Create("a", new[] { 1.0, 2.0 })]), Show.strip("T", "value", prompt, [.. prompt.Ids.Select(id => (double)id)]),
            Show.rows("T", ["a", "b"], [new[] { "1", "2" }]), Show.notice("n", Show.subtitle("s", Show.heads("T", direct.Heads))),
            Show.heads("T", direct.Heads), Show.topHeads(3, "T", direct.Heads), Show.shares("T", direct), Show.headShares("T", direct), Show.headScores("T", scores), Show.byDistance("T", byDistance),
            Show.induction("T", scores), Show.previousToken("T", scores), Show.duplicateToken("T", scores), Show.written("T", written), Show.ablation("T", ablation),
            Show.mlpAblation("T", ablation), Show.attribution("T", gradient), Show.attributionByPosition("T", gradient),
        ];
        Assert.All(shown, figure => Assert.Equal("T", RequireWhole(figure).Title));
    }

    /// <summary>Draws, has a text twin, and names its axes.</summary>
    static T RequireWhole<T>(T figure) where T : Figure
    {
        Assert.Contains(figure.Title, figure.ToText());
        using var plotly = JsonDocument.Parse(figure.ToPlotlyJson());
        Assert.NotEqual(0, plotly.RootElement.GetProperty("data").GetArrayLength());
        string[] titles = figure switch
        {
            BarFigure bars => [bars.LabelTitle, bars.ValueTitle],
            HeatmapFigure map => [map.Cells.RowTitle, map.Cells.ColumnTitle, map.Cells.Name],
            LineFigure lines => [lines.XTitle, lines.YTitle],
            AttentionFigure attention => [attention.Subtitle],
            TokenStripFigure strip => [strip.ValueTitle],
            TableFigure table => [.. table.Columns],
            _ => [],
        };
        Assert.NotEmpty(titles);
        Assert.DoesNotContain("", titles);
        return figure;
    }
}
