namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class SavedRunTests : FileTestFolder
{
    string Path => PathOf("run.safetensors");

    [Theory]
    [InlineData(Dtype.Float32)]
    [InlineData(Dtype.BFloat16)]
    public void A_run_comes_back_with_its_batch_its_numbers_and_its_record(Dtype dtype)
    {
        var model = TinyModels.Of("llama", dtype);
        var tokens = TokenBatch.FromIds(TinyModels.Rows(model, [4, 6, 5]), PaddingSide.Left);
        var numbers = model.Inspect(tokens, run =>
        {
            run.Save(Path);
            return run.Cache.Points.ToDictionary(point => point, point => TinyModels.Numbers(run[point]));
        }, RunOptions.Keeping(HookSelection.All));
        using var saved = SavedRun.Open(Path);
        Assert.Equal(model.HookPoints, saved.Points);
        Assert.All(saved.Points, point => Assert.Equal(numbers[point], saved.Numbers(point)));
        Assert.Equal([3L, model.Config.Heads, 6, 6], saved.Shape(HookPoint.Pattern(1)));
        Assert.Equal(numbers[HookPoint.Logits], saved.Logits());
        Assert.Equal(model.Record().ModelHash, saved.Record.ModelHash);
        Assert.Equal(tokens.Rows, saved.Tokens.Rows);
        for (var row = 0; row < 3; row++)
            for (var at = 0; at < 6; at++)
                Assert.Equal((tokens.Id(row, at), tokens.IsToken(row, at), tokens.PositionId(row, at)), (saved.Tokens.Id(row, at), saved.Tokens.IsToken(row, at), saved.Tokens.PositionId(row, at)));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Gradients_and_the_places_of_edits_are_kept_and_logits_only_where_there_are_any()
    {
        var model = TinyModels.Of("gpt2");
        var (tokens, point) = (TinyModels.Tokens(model, 2, 5), HookPoint.Z(1));
        var gradient = model.Inspect(tokens, run =>
        {
            run.Save(Path);
            return TinyModels.Numbers(run.Gradient(point));
        }, new RunOptions { Keep = HookSelection.Of(point), GradientOf = logits => logits.sum(), Edits = [new Hook(HookPoint.ResidPre(0), before => before)] });
        using (var saved = SavedRun.Open(Path))
        {
            Assert.Equal(gradient, saved.Gradient(point));
            Assert.Contains(gradient, value => value != 0);
        }
        using (var file = SafetensorsFile.Open(Path)) Assert.Equal("blocks.0.hook_resid_pre", file.Metadata["edits"]);
        model.Inspect(tokens, run =>
        {
            run.Save(Path);
            return 0;
        }, new RunOptions { Keep = HookSelection.Of(point), Logits = LogitsAt.Nowhere });
        using var without = SavedRun.Open(Path);
        Assert.False(without.HasLogits);
        Assert.Contains("holds no tensor 'logits'", Assert.Throws<KeyNotFoundException>(without.Logits).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_command_writes_is_opened_too()
    {
        var model = TinyModels.Of("gpt2");
        ActivationFile.Write(model, TokenBatch.FromIds([[5, 6, 7], [8]]), Path, HookSelection.Named("blocks.*.attn.hook_pattern"));
        using var saved = SavedRun.Open(Path);
        Assert.Equal([HookPoint.Pattern(0), HookPoint.Pattern(1)], saved.Points);
        Assert.True(saved.HasLogits);
        Assert.False(saved.Tokens.IsToken(1, 1));
    }

    [Fact]
    public void Other_files_and_other_endings_are_told()
    {
        new SafetensorsWriter().AddDoubles("a", [1], 1).Save(Path);
        Refuses(() => SavedRun.Open(Path), "there is no table 'token_ids'", "there is no table 'position_ids'", "there is no table 'attention_mask'", "no note says what made it");
        new SafetensorsWriter().AddLongs("token_ids", [1, 2], 1, 2).AddLongs("position_ids", [0], 1, 1).AddLongs("attention_mask", [1, 1], 1, 2).AddMetadata("record", "{").Save(Path);
        Refuses(() => SavedRun.Open(Path), "are not of one shape", "the note of what made it is broken");
        new SafetensorsWriter().AddLongs("token_ids", [1, 2], 1, 2).AddLongs("position_ids", [0, 1], 1, 2).AddLongs("attention_mask", [1, 2], 1, 2).Save(Path);
        Refuses(() => SavedRun.Open(Path), "something else than 0 and 1", "no note says what made it");
        var model = TinyModels.Of("gpt2");
        Assert.Contains("does not end with .safetensors", Assert.Throws<ArgumentException>(() => model.Inspect(TinyModels.Tokens(model, 1, 2), run =>
        {
            run.Save(PathOf("run.json"));
            return 0;
        })).Message, StringComparison.Ordinal);
    }
}
