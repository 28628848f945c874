using TorchSharp;

namespace Overhear.Tests;

/// <summary>The 260 thousand parameter story model computes what transformers computed, to the tolerances of its README.</summary>
[Trait("Category", "fast")]
public class Stories260KTests
{
    static readonly Lazy<RealModel> loaded = new(() => RealModel.Load("stories260k"));

    [Fact]
    public void Ids_logits_residual_stream_and_patterns_agree()
    {
        var real = loaded.Value;
        var model = real.Model;
        foreach (var expected in real.Prompts)
        {
            var name = expected.GetProperty("name").GetString()!;
            var prompt = model.Tokens(expected.GetProperty("text").GetString()!);
            Assert.Equal(RealModel.Ids(expected.GetProperty("token_ids")), prompt.Ids);
            Assert.Equal(1, prompt.BosCount);
            model.Inspect(prompt, run =>
            {
                real.Reference[$"{name}.logits"].Compare(Values(run.Logits), 1e-4);
                real.Reference[$"{name}.final_norm"].Compare(Values(run[HookPoint.UnembedIn]), 5e-5);
                var stream = Enumerable.Range(0, model.Config.Layers).Select(l => run[HookPoint.ResidPre(l)]).Append(run.Residual);
                real.Reference[$"{name}.residual"].Compare([.. stream.SelectMany(Values)], 5e-5);
                real.Reference[$"{name}.patterns"].Compare([.. Enumerable.Range(0, model.Config.Layers).SelectMany(l => Values(run[HookPoint.Pattern(l)]))], 2e-5);
                return 0;
            }, RunOptions.Keeping(HookSelection.All));
        }
    }

    [Fact]
    public void Top_ten_and_greedy_tokens_agree()
    {
        var real = loaded.Value;
        foreach (var expected in real.Prompts)
        {
            var prompt = real.Model.Tokens(expected.GetProperty("text").GetString()!);
            var top = real.Model.NextTokens(prompt, 10).Top;
            Assert.Equal(expected.GetProperty("top10").EnumerateArray().Select(t => t.GetProperty("id").GetInt32()), top.Select(t => t.Id));
            var greedy = RealModel.Ids(expected.GetProperty("greedy_ids"));
            Assert.Equal(greedy, real.Model.Generate(prompt, new GenerationOptions { MaxNewTokens = greedy.Length, StopIds = [] }).NewIds);
        }
    }

    [Fact]
    public void Losses_and_head_scores_on_repeated_tokens_agree()
    {
        var real = loaded.Value;
        var rows = real.Reference["repeated_tokens.token_ids"].Rows;
        var (layers, heads, length) = (real.Model.Config.Layers, real.Model.Config.Heads, rows[0].Length);
        real.Model.Inspect(TokenBatch.FromIds(rows), run =>
        {
            var targets = torch.tensor(rows.SelectMany(r => r.Skip(1)).Select(i => (long)i).ToArray()).view(rows.Length, length - 1, 1);
            real.Reference["repeated_tokens.loss"].Compare(Values(-run.LogProbabilities().narrow(1, 0, length - 1).gather(2, targets)), 1e-4);
            (string Name, int Offset, int First)[] scores = [("previous", 1, 2), ("duplicate", 40, 41), ("induction", 39, 41)];
            foreach (var (name, offset, first) in scores)
            {
                var ours = new double[layers * heads];
                for (var layer = 0; layer < layers; layer++)
                {
                    var pattern = run[HookPoint.Pattern(layer)].to(torch.ScalarType.Float64);
                    var diagonal = pattern.diagonal(-offset, 2, 3); // [row, head, query - offset]
                    Values(diagonal.narrow(2, first - offset, length - first).mean([0, 2])).CopyTo(ours, layer * heads);
                }
                real.Reference[$"repeated_tokens.{name}"].Compare(ours, 1e-5);
            }
            return 0;
        }, RunOptions.Keeping(HookSelection.Kinds(HookKind.Pattern)));
    }

    [Fact]
    public void Attention_to_the_first_token_and_to_itself_agrees()
    {
        var real = loaded.Value;
        var rows = real.Reference["repeated_tokens.token_ids"].Rows;
        var (config, length) = (real.Model.Config, rows[0].Length);
        real.Model.Inspect(TokenBatch.FromIds(rows), run =>
        {
            var patterns = Enumerable.Range(0, config.Layers).Select(l => run[HookPoint.Pattern(l)].to(torch.ScalarType.Float64)).ToList(); // [row, head, query, key]
            // Queries from 1 on: BOS, which sees nothing but itself, is left out of both.
            double[] Means(Func<torch.Tensor, torch.Tensor> looked) => [.. patterns.SelectMany(p => Values(looked(p).narrow(2, 1, length - 1).mean([0, 2])))];
            real.Reference["repeated_tokens.first"].Compare(Means(p => p.select(3, 0)), 1e-5);
            real.Reference["repeated_tokens.itself"].Compare(Means(p => p.diagonal(0, 2, 3)), 1e-5);
            return 0;
        }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Pattern), Logits = LogitsAt.Nowhere });
    }

    [Fact]
    public void It_tells_the_story_of_llama2_c()
    {
        var real = loaded.Value;
        var story = real.Model.Generate(real.Model.Tokens(""), new GenerationOptions { MaxNewTokens = 60 });
        Assert.StartsWith("Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball.", story.Continuation.TrimStart());
    }

    static double[] Values(torch.Tensor tensor) => tensor.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
}
