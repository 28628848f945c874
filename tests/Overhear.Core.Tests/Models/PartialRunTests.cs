namespace Overhear.Tests;

/// <summary>A run that stops before a layer and one that starts there from what the first left are together the whole run, bit for bit.</summary>
[Trait("Category", "fast")]
public class PartialRunTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory, MemberData(nameof(Families))]
    public void Two_parts_give_the_logits_of_the_whole(string family)
    {
        var model = TinyModels.Of(family);
        foreach (var tokens in Batches(model))
        {
            var whole = Whole(model, tokens);
            for (var layer = 0; layer < model.Config.Layers; layer++)
            {
                var parts = model.Inspect(tokens, before => model.Inspect(tokens, run => TinyModels.Numbers(run.Logits),
                    new RunOptions { StartAtLayer = layer, StartResidual = before.Residual }), new RunOptions { StopAtLayer = layer });
                Assert.Equal(whole.Logits, parts);
            }
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Single_layers_in_a_row_give_the_residual_stream_of_the_whole(string family)
    {
        var model = TinyModels.Of(family);
        foreach (var tokens in Batches(model))
        {
            var whole = Whole(model, tokens);
            model.Inspect(tokens, embedded =>
            {
                Assert.Throws<InvalidOperationException>(() => embedded.Logits);
                var residual = embedded.Residual;
                for (var layer = 0; layer < model.Config.Layers; layer++)
                {
                    Assert.Equal(whole.Entering[layer], TinyModels.Numbers(residual));
                    double[] next = model.Inspect(tokens, run => TinyModels.Numbers(run.Residual), new RunOptions { StartAtLayer = layer, StopAtLayer = layer + 1, StartResidual = residual });
                    residual = TorchSharp.torch.tensor(next, residual.dtype).view(residual.shape);
                }
                Assert.Equal(whole.Leaving, TinyModels.Numbers(residual));
                return 0;
            }, new RunOptions { StopAtLayer = 0 });
        }
    }

    /// <summary>Unpadded ones, and three rows of unequal length filled up on each side.</summary>
    static TokenBatch[] Batches(TransformerModel model)
    {
        var rows = TinyModels.Rows(model, [6, 2, 4]);
        return
        [
            TinyModels.Tokens(model, rows: 1, length: 1), TinyModels.Tokens(model, rows: 2, length: 7),
            TokenBatch.FromIds(rows, PaddingSide.Right), TokenBatch.FromIds(rows, PaddingSide.Left),
        ];
    }

    static (double[] Logits, double[][] Entering, double[] Leaving) Whole(TransformerModel model, TokenBatch tokens) => model.Inspect(tokens, run =>
    (
        TinyModels.Numbers(run.Logits),
        Enumerable.Range(0, model.Config.Layers).Select(layer => TinyModels.Numbers(run[HookPoint.ResidPre(layer)])).ToArray(),
        TinyModels.Numbers(run.Residual)
    ), RunOptions.Keeping(HookSelection.Kinds(HookKind.ResidPre)));
}
