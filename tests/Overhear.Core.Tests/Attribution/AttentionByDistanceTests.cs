namespace Overhear.Tests;

[Trait("Category", "fast")]
public class AttentionByDistanceTests
{
    /// <summary>More prompts than a pass takes, of many lengths, one of a single token and one that is the longest of the last pass alone.</summary>
    static List<Prompt> Prompts(TransformerModel model)
    {
        var random = new SeededRandom(3);
        return [.. new[] { 5, 9, 2, 7, 1, 9, 4, 6, 3, 11 }.Select(length => model.PromptOf([.. Enumerable.Range(0, length).Select(_ => random.Next(model.Config.VocabularySize))]))];
    }

    [Theory]
    [InlineData("gpt2"), InlineData("llama"), InlineData("gpt_neox-parallel")]
    public void The_mean_is_over_all_queries_of_all_prompts_that_have_a_token_so_far_back(string family)
    {
        var model = TinyModels.Of(family);
        var prompts = Prompts(model);
        var result = AttentionByDistance.Of(model, prompts, farthest: 8);
        Assert.Equal(Enumerable.Range(1, 8), result.Distances);
        Assert.Equal(model.Heads, result.Heads);
        Assert.Equal(prompts.Select(prompt => prompt.Length), result.Lengths);
        var patterns = prompts.Select(prompt => AttentionPatterns.Of(model, prompt)).ToList();
        var means = result.Means();
        foreach (var (row, head) in result.Heads.Index())
            foreach (var distance in result.Distances)
            {
                List<double> looks = [];
                foreach (var pattern in patterns)
                    for (var query = distance; query < pattern.Prompt.Length; query++) looks.Add(pattern[head][query, query - distance]);
                Assert.Equal(looks.Average(), result[head, distance], 1e-6);
                Assert.Equal(result[head, distance], means[row, distance - 1]);
            }
    }

    [Fact]
    public void Equal_attention_is_one_over_the_tokens_that_a_query_sees()
    {
        var model = TinyModels.Of("gpt2");
        var result = AttentionByDistance.Of(model, [model.PromptOf([1, 2, 3, 4]), model.PromptOf([5, 6])]);
        Assert.Equal([1, 2, 3], result.Distances); // none is farther
        Assert.Equal((1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 2.0) / 4, result.Equal(1), 1e-12);
        Assert.Equal((1 / 3.0 + 1 / 4.0) / 2, result.Equal(2), 1e-12);
        Assert.Equal(1 / 4.0, result.Equal(3), 1e-12);
    }

    /// <summary>0.0 has its peak 2 back, so have 0.2 and, higher than both, 0.1; 1.0 one back, 1.1 three back; 1.2 is nowhere above.</summary>
    [Fact]
    public void Of_each_distance_the_head_that_stands_out_most_is_taken_and_the_most_of_these()
    {
        double[,,] attention =
        {
            { { .1, .5, .1 }, { .1, .6, .3 }, { .2, .3, .2 } },
            { { .9, 0, 0 }, { .1, .1, .25 }, { .1, .1, .1 } },
        };
        var result = new AttentionByDistanceResult(attention, [.3, .2, .2], [4, 4], new Prompt("", [1, 2, 3, 4], ["a", "b", "c", "d"], 0, ""), ResultSamples.Record);
        Peaks([("0.0", 2, .3), ("0.1", 2, .4), ("0.2", 2, .1), ("1.0", 1, .6), ("1.1", 3, .05), ("1.2", 2, -.1)], result.Heads.Select(result.Peak));
        Peaks([("1.0", 1, .6)], result.Positional(1));
        Peaks([("1.0", 1, .6), ("0.1", 2, .4)], result.Positional(2));
        Peaks([("1.0", 1, .6), ("0.1", 2, .4), ("1.1", 3, .05)], result.Positional(9));
    }

    static void Peaks(IReadOnlyList<(string Head, int Distance, double Above)> expected, IEnumerable<AttentionPeak> found) =>
        Assert.Equal(expected, found.Select(peak => ($"{peak.Head}", peak.Distance, Math.Round(peak.Above, 12))));

    [Fact]
    public void What_a_figure_is_made_of_comes_back_from_every_form_of_file()
    {
        var model = TinyModels.Of("llama");
        var result = AttentionByDistance.Of(model, Prompts(model), farthest: 5);
        var folder = Directory.CreateTempSubdirectory("overhear-distance-").FullName;
        foreach (var form in new[] { ".json", ".csv", ".safetensors" })
        {
            var path = Path.Combine(folder, "looks" + form);
            result.Save(path);
            var loaded = ResultFile.Load<AttentionByDistanceResult>(path);
            Assert.Equal(result.Positional(4), loaded.Positional(4));
            Assert.Equal(result.Distances.Select(result.Equal), loaded.Distances.Select(loaded.Equal));
            Assert.Equal(result.Means().ToArray(), loaded.Means().ToArray());
            Assert.Equal(result.Lengths, loaded.Lengths);
        }
        var json = Path.Combine(folder, "looks.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"1\",", "\"7\",", StringComparison.Ordinal));
        Assert.Contains("The distances are 1, 2 and so on", Assert.Throws<InvalidFileException>(() => ResultFile.Load<AttentionByDistanceResult>(json)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_is_not_there_says_what_is()
    {
        var model = TinyModels.Of("gpt2");
        var prompt = model.PromptOf([1, 2, 3]);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => AttentionByDistance.Of(model, [])).Message);
        Assert.Contains("two tokens", Assert.Throws<ArgumentException>(() => AttentionByDistance.Of(model, [model.PromptOf([1])])).Message);
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => AttentionByDistance.Of(model, [prompt], farthest: 0)).Message);
        var result = AttentionByDistance.Of(model, [prompt]);
        foreach (var distance in new[] { 0, 3 })
        {
            Assert.Contains("distances 1 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => result[new HeadId(0, 0), distance]).Message);
            Assert.Throws<ArgumentOutOfRangeException>(() => result.Equal(distance));
        }
        Assert.Contains("there are 0.0 to", Assert.Throws<ArgumentOutOfRangeException>(() => result[new HeadId(0, 99), 1]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => result.Positional(0));
    }
}
