using TorchSharp;

namespace Overhear.Tests;

/// <summary>What does not fit is refused in one message that says what is allowed, before anything is computed.</summary>
[Trait("Category", "fast")]
public sealed class BadInputTests : IDisposable
{
    readonly TransformerModel model = SmallModel.LayerNorm();

    public void Dispose() => model.Dispose();

    void Refused<TException>(Action action, params string[] says) where TException : Exception
    {
        var message = Assert.Throws<TException>(action).Message;
        Assert.All(says, text => Assert.Contains(text, message));
        Assert.NotEmpty(SmallModel.Logits(model)); // the model is as it was
    }

    void RunRefused(RunOptions options, params string[] says) => Refused<ArgumentException>(() => SmallModel.Logits(model, options: options), says);

    [Fact]
    public void A_prompt_longer_than_the_context()
    {
        Refused<ArgumentException>(() => SmallModel.Logits(model, SmallModel.Tokens(1, 25)), "position id 24", "0 to 23");
        Refused<ArgumentException>(() => model.Generate(SmallModel.Prompt(25)), "25 tokens", "24");
    }

    [Fact]
    public void An_empty_prompt()
    {
        Refused<ArgumentException>(() => TokenBatch.FromIds([]), "at least one");
        Refused<ArgumentException>(() => TokenBatch.FromIds([[1], []]), "Prompt 1 is empty", "at least one token");
        Refused<ArgumentException>(() => model.Generate(SmallModel.Prompt(0)), "empty", "at least one token");
        Refused<ArgumentException>(() => model.NextTokens(SmallModel.Prompt(0)), "empty", "at least one token");
    }

    [Theory, InlineData(-1), InlineData(53), InlineData(int.MaxValue)]
    public void A_token_out_of_range(int id)
    {
        Refused<ArgumentException>(() => SmallModel.Logits(model, TokenBatch.FromIds([[1, id]])), $"id {id} at position 1", "0 to 52");
        Refused<ArgumentException>(() => LogitLens.Of(model, SmallModel.Prompt(), [id]), $"no token {id}", "0 to 52");
        Refused<ArgumentException>(() => model.Generate(SmallModel.Prompt(), new GenerationOptions { StopIds = [id] }), $"no token {id}", "0 to 52");
    }

    [Fact]
    public void A_layer_that_does_not_exist()
    {
        RunRefused(RunOptions.Keeping(HookSelection.Of(HookPoint.Z(3))), "no layer 3", "has 3, counted from 0");
        RunRefused(RunOptions.Editing(new Hook(HookPoint.Z(3), z => z)), "no layer 3", "has 3, counted from 0");
        RunRefused(new RunOptions { StopAtLayer = 4 }, "layer 4", "0 to 3");
        RunRefused(new RunOptions { StopAtLayer = -1 }, "layer -1", "0 to 3");
        using var residual = torch.zeros(2, 7, 16);
        RunRefused(new RunOptions { StartAtLayer = 3, StartResidual = residual }, "layer 3", "0 to 2");
        RunRefused(new RunOptions { StartAtLayer = 1 }, "both the layer and the residual");
        Refused<ArgumentException>(() => AttentionPatterns.Of(model, SmallModel.Prompt(), [3]), "3", "0 to 2");
        Assert.ThrowsAny<ArgumentException>(() => HookPoint.Z(-1));
    }

    [Fact]
    public void A_head_that_does_not_exist()
    {
        var patterns = AttentionPatterns.Of(model, SmallModel.Prompt());
        Refused<KeyNotFoundException>(() => patterns.MeanAttentionBack(new HeadId(0, 4), 1), "0.4", "0.0 to 2.3");
        Refused<KeyNotFoundException>(() => patterns.MeanAttentionBack(new HeadId(3, 0), 1), "3.0", "0.0 to 2.3");
    }

    [Fact]
    public void A_pattern_that_fits_nothing() => RunRefused(RunOptions.Keeping(HookSelection.Named("blocks.*.hook_zed")), "'blocks.*.hook_zed' fits no hook point", "blocks.0.attn.hook_z");

    [Fact]
    public void An_edit_of_another_shape() => RunRefused(RunOptions.Editing(new Hook(HookPoint.Z(1), z => z.sum(-1))), "blocks.1.attn.hook_z returned [2, 7, 4]", "given [2, 7, 4, 4]");

    [Fact]
    public void An_edit_that_never_fires() =>
        Refused<InvalidOperationException>(() => model.Inspect(SmallModel.Tokens(), _ => 0, new RunOptions { Edits = [new Hook(HookPoint.Z(2), z => z)], StopAtLayer = 1 }), "never came by", "blocks.2.attn.hook_z");

    [Fact]
    public void A_gradient_of_more_than_one_number() =>
        RunRefused(new RunOptions { Keep = HookSelection.Kinds(HookKind.Z), GradientOf = logits => logits.sum(-1) }, "one number", "[2, 7]");

    [Theory, InlineData(0), InlineData(54)]
    public void A_count_of_next_tokens_that_cannot_be(int count) => Refused<ArgumentOutOfRangeException>(() => model.NextTokens(SmallModel.Prompt(), count), "1 to 53");

    [Fact]
    public void Generation_settings_all_at_once() => Refused<ArgumentException>(
        () => model.Generate(SmallModel.Prompt(), new GenerationOptions { MaxNewTokens = 0, Temperature = double.NaN, TopK = -1, TopP = 0 }), "MaxNewTokens is 0", "temperature is NaN", "TopK is -1", "TopP is 0");

    [Fact]
    public void More_than_the_memory_budget()
    {
        using var work = Work.Begin(memoryBudget: 1000);
        RunRefused(RunOptions.Keeping(HookSelection.All), "memory budget", "Keep fewer places");
    }
}
