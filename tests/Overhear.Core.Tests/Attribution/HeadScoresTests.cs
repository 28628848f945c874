using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class HeadScoresTests
{
    [Fact]
    public void Scores_are_means_over_the_patterns_diagonals()
    {
        var model = TinyModels.Of("llama");
        var sequences = RepeatedTokens.Generate(model.Config.VocabularySize, count: 11, period: 6, seed: 4, bos: 2); // more than one pass
        var result = HeadScores.Of(model, sequences);
        for (var s = 0; s < sequences.Count; s++)
        {
            var prompt = new Prompt("", sequences[s].Ids, [.. sequences[s].Ids.Select(i => $"[{i}]")], 1, "");
            var patterns = AttentionPatterns.Of(model, prompt);
            foreach (var head in patterns.Heads)
            {
                var pattern = patterns[head];
                double Mean(int back, int first) => Enumerable.Range(first, prompt.Length - first).Average(query => pattern[query, query - back]);
                Assert.Equal(Mean(1, 2), result.PreviousToken[head].Values[s], 1e-6);
                Assert.Equal(Mean(6, 7), result.DuplicateToken[head].Values[s], 1e-6);
                Assert.Equal(Mean(5, 7), result.Induction[head].Values[s], 1e-6);
            }
        }
    }

    [Fact]
    public void The_story_model_has_previous_token_heads_and_no_induction_head()
    {
        var real = RealModel.Load("stories260k");
        var rows = real.Reference["repeated_tokens.token_ids"].Rows;
        var result = HeadScores.Of(real.Model, [.. rows.Select(ids => new RepeatedSequence(ids, 1, 40))]);
        foreach (var (key, scores) in new[] { ("previous", result.PreviousToken), ("duplicate", result.DuplicateToken), ("induction", result.Induction) })
            real.Reference[$"repeated_tokens.{key}"].Compare([.. scores.Heads.Select(head => scores[head].Mean)], 1e-5);

        // The same is found on sequences drawn here.
        foreach (var found in new[] { result, HeadScores.OnRepeatedTokens(real.Model, count: 16, seed: 1) })
        {
            Assert.Equal(["3.6", "1.3"], found.PreviousTokenHeads().Take(2).Select(head => head.ToString()));
            Assert.Equal(["1.3", "1.5", "1.6", "2.0", "3.6"], found.PreviousTokenHeads().Take(5).Order().Select(head => head.ToString()));
            Assert.Empty(found.InductionHeads());
            Assert.Empty(found.DuplicateTokenHeads());
            Assert.All(found.Induction.Heads, head => Assert.True(found.Induction[head].Mean < .05));
        }
    }

    /// <summary>Weights set by hand: 0.0 looks at the token before and writes it down, 0.1 at equal tokens, 1.0 at what an equal token was written down by; 1.1 looks at all alike.</summary>
    [Fact]
    public void Planted_heads_are_found_and_no_others()
    {
        using var model = PlantedHeads();
        var random = new SeededRandom(6);
        var sequences = Enumerable.Range(0, 5).Select(_ => random.Sample([.. Enumerable.Range(0, Words)], 8)).Select(round => new RepeatedSequence([.. round, .. round], 0, 8)).ToList();
        var result = HeadScores.Of(model, sequences);
        Assert.Equal(["0.0"], result.PreviousTokenHeads(.9).Select(head => head.ToString()));
        Assert.Equal(["1.0"], result.InductionHeads(.9).Select(head => head.ToString()));
        Assert.Equal(["0.1"], result.DuplicateTokenHeads().Select(head => head.ToString()));
        Assert.Equal(.5, result.DuplicateToken[new HeadId(0, 1)].Mean, 1e-3); // the other half goes to the token itself
        Assert.All(new[] { "0.1", "1.0", "1.1" }, head => Assert.True(result.PreviousToken[HeadId.Parse(head)].Mean < .3));
    }

    const int Words = 20, Places = 16;

    static TransformerModel PlantedHeads()
    {
        // The residual stream: the token, its position, the token before.
        const int width = Words + Places + Words, head = Words;
        var model = RandomWeights.Create("planted", new TransformerConfig
        {
            Architecture = "gpt2", Layers = 2, DModel = width, Heads = 2, KeyValueHeads = 2, DHead = head, DMlp = 1, VocabularySize = Words, ContextLength = Places, Norm = NormKind.Rms,
            NormEpsilon = 1e-5, Activation = ActivationFunction.Relu, TiedEmbeddings = true, QkvBias = false, AttentionOutputBias = false, MlpBias = false,
        }, seed: 1, .1, Dtype.Float32);
        using var scope = torch.NewDisposeScope();
        using var mode = torch.no_grad();
        foreach (var (name, tensor) in model.Weights.All()) tensor.Fill(name.EndsWith(".w", StringComparison.Ordinal) ? 1 : 0);
        var w = model.Weights;
        for (var i = 0; i < Words; i++) w.Embed[i, i].Fill(1);
        for (var i = 0; i < Places; i++) w.Positions![i, Words + i].Fill(1);
        // Rows of a layer's queries, keys and values: two heads each.
        void Set(int layer, int row, int column) => w.Blocks[layer].Qkv[row, column].Fill(5);
        for (var i = 1; i < Places; i++) Set(0, i - 1, Words + i); // 0.0: the query of position i asks for i - 1
        for (var i = 0; i < Places; i++) Set(0, 2 * head + i, Words + i);
        for (var i = 0; i < Words; i++)
        {
            Set(0, 4 * head + i, i); // 0.0 carries the token
            w.Blocks[0].O[Words + Places + i, i].Fill(1);
            Set(0, head + i, i); // 0.1: token asks for token
            Set(0, 3 * head + i, i);
            Set(1, i, i); // 1.0: token asks for the one that came after it
            Set(1, 2 * head + i, Words + Places + i);
        }
        return model;
    }

    [Fact]
    public void The_same_seed_scores_the_same_sequences()
    {
        var model = TinyModels.Of("gpt2");
        var (first, again) = (HeadScores.OnRepeatedTokens(model, 3, 5, seed: 9), HeadScores.OnRepeatedTokens(model, 3, 5, seed: 9));
        Assert.Equal(first.Sequences.SelectMany(s => s.Ids), again.Sequences.SelectMany(s => s.Ids));
        Assert.Equal(first.Induction.Heads.SelectMany(h => first.Induction[h].Values), again.Induction.Heads.SelectMany(h => again.Induction[h].Values));
        Assert.Equal(9, first.Record.Seed);
    }

    [Fact]
    public void Bad_sequences_say_what_is_allowed()
    {
        var model = TinyModels.Of("gpt2");
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => HeadScores.Of(model, [])).Message);
        Assert.Contains("differ in length", Assert.Throws<ArgumentException>(() => HeadScores.Of(model, [new([1, 2, 1, 2], 0, 2), new([3, 1, 2, 1, 2], 1, 2)])).Message);
        Assert.Contains("at least 2 tokens", Assert.Throws<ArgumentException>(() => HeadScores.Of(model, [new([1, 1], 0, 1)])).Message);
        Assert.Contains("context", Assert.Throws<ArgumentException>(() => HeadScores.OnRepeatedTokens(model, 1, 20)).Message);
        Assert.Contains("no BOS", Assert.Throws<ArgumentException>(() => HeadScores.OnRepeatedTokens(model, 1, 5, bos: Bos.Always)).Message);
    }
}
