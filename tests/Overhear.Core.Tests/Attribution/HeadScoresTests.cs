namespace Overhear.Tests;

[Trait("Category", "fast")]
public class HeadScoresTests
{
    [Fact]
    public void A_real_model_has_the_scores_that_other_software_found_and_no_induction_head()
    {
        var real = RealModel.Load("stories260k");
        RepeatedSequence[] sequences = [.. real.Reference["repeated_tokens.token_ids"].Rows.Select(ids => new RepeatedSequence(ids, Start: 1, Period: 40))];
        var scores = HeadScores.Of(real.Model, sequences);
        foreach (var (kind, table) in new[] { (HeadScoreKind.PreviousToken, "previous"), (HeadScoreKind.DuplicateToken, "duplicate"), (HeadScoreKind.Induction, "induction") })
            real.Reference[$"repeated_tokens.{table}"].Compare([.. scores.Of(kind).Select(s => s.Mean)], 1e-5);
        Assert.Equal(["3.6", "1.3"], scores.AtLeast(HeadScoreKind.PreviousToken, .6).Select(s => s.Head.ToString()));
        Assert.Empty(scores.AtLeast(HeadScoreKind.Induction, .1));
        Assert.Empty(scores.AtLeast(HeadScoreKind.DuplicateToken, .1));
        Assert.Equal(.017, scores.Even(HeadScoreKind.Induction), 1e-3);
        Assert.Equal(.044, scores.Even(HeadScoreKind.PreviousToken), 2e-3);
        Assert.All(scores.Of(HeadScoreKind.PreviousToken), score => Assert.Equal(32, score.Values.Count));
    }

    /// <summary>Literally: every query that has such a place, one by one.</summary>
    [Theory, InlineData("gpt2"), InlineData("llama")]
    public void Scores_are_means_over_the_queries_that_have_the_place(string family)
    {
        var model = TinyModels.Of(family);
        var sequences = RepeatedTokens.Generate(model.Config.VocabularySize, 20, 4, seed: 3, times: 2, bos: 0);
        var scores = HeadScores.Of(model, sequences, seed: 3);
        for (var i = 0; i < sequences.Count; i++)
        {
            var sequence = sequences[i];
            model.Inspect(TokenBatch.FromIds([sequence.Ids]), run =>
            {
                foreach (var head in model.Heads)
                {
                    double Attention(int query, int key) => run[HookPoint.Pattern(head.Layer)][0, head.Head, query, key].item<float>();
                    double Mean(int first, int back) => Enumerable.Range(first, sequence.Ids.Count - first).Average(query => Attention(query, query - back));
                    void Same(HeadScoreKind kind, double expected) => Assert.Equal(expected, scores.Of(kind).Single(s => s.Head == head).Values[i], 1e-5);
                    Same(HeadScoreKind.PreviousToken, Mean(2, 1));
                    Same(HeadScoreKind.DuplicateToken, Mean(5, 4));
                    Same(HeadScoreKind.Induction, Mean(5, 3));
                }
                return 0;
            }, RunOptions.Keeping(HookSelection.Kinds(HookKind.Pattern)));
        }
        Assert.Equal(3, scores.Record.Seed);
        Assert.Equal(model.Config.Heads, scores.Matrix(HeadScoreKind.Induction).Columns.Count);
    }

    [Fact]
    public void Sequences_of_different_forms_are_refused() =>
        Assert.Contains("one period", Assert.Throws<ArgumentException>(() => HeadScores.Of(TinyModels.Of("gpt2"), [new([0, 1, 2, 1, 2], 1, 2), new([1, 2, 1, 2], 0, 2)])).Message);
}
