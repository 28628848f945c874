using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ActivationFileTests : FileTestFolder
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_activation_stands_in_the_file_as_a_run_computes_it(string family)
    {
        var model = TinyModels.Of(family);
        // 70 rows of three lengths: two batches of 32 and one of 6.
        var tokens = TokenBatch.FromIds(TinyModels.Rows(model, [.. Enumerable.Range(0, 70).Select(row => 3 + row % 3)]));
        ActivationFile.Write(model, tokens, PathOf("a.safetensors"), HookSelection.All);
        using var file = SafetensorsFile.Open(PathOf("a.safetensors"));
        Assert.Equal(model.HookPoints.Count + 4, file.Entries.Count);
        for (var first = 0; first < 70; first += 32)
        {
            var count = Math.Min(32, 70 - first);
            model.Inspect(tokens.Slice(first, count), run =>
            {
                Same(file, ActivationFile.LogitsName, run.Logits, first, 70);
                foreach (var point in model.HookPoints) Same(file, point.Name, run[point], first, 70);
                return true;
            }, RunOptions.Keeping(HookSelection.All));
        }
    }

    [Fact]
    public void The_batch_stands_beside_it_and_the_notes_say_what_made_it()
    {
        var model = TinyModels.Of("gpt2");
        ActivationFile.Write(model, TokenBatch.FromIds([[5, 6, 7], [8]], PaddingSide.Left, padId: 9), PathOf("a.safetensors"));
        using var file = SafetensorsFile.Open(PathOf("a.safetensors"));
        Assert.Equal(["attention_mask", "logits", "position_ids", "token_ids"], file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal([2L, 3L], file.Entry("token_ids").Shape);
        Assert.Equal([5L, 6, 7, 9, 9, 8], file.ReadIntegers("token_ids"));
        Assert.Equal([1L, 1, 1, 0, 0, 1], file.ReadIntegers("attention_mask"));
        Assert.Equal([0L, 1, 2, 0, 0, 0], file.ReadIntegers("position_ids"));
        Assert.Equal([2L, 3L, model.Config.VocabularySize], file.Entry("logits").Shape);
        Assert.Contains(model.Record().ModelHash, file.Metadata["record"], StringComparison.Ordinal);
        Assert.Equal(("none", "32"), (file.Metadata["hooks"], file.Metadata["batch_rows"]));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData(Dtype.BFloat16, StorageType.BF16)]
    [InlineData(Dtype.Float16, StorageType.F16)]
    [InlineData(Dtype.Float64, StorageType.F64)]
    public void Numbers_keep_the_type_in_which_the_model_runs(Dtype dtype, StorageType type)
    {
        var model = TinyModels.Of("llama", dtype);
        var tokens = TinyModels.Tokens(model, 2, 5);
        ActivationFile.Write(model, tokens, PathOf("a.safetensors"), HookSelection.All);
        using var file = SafetensorsFile.Open(PathOf("a.safetensors"));
        Assert.Equal(type, file.Entry("logits").Type);
        Assert.Equal(type == StorageType.F64 ? type : StorageType.F32, file.Entry("blocks.0.ln1.hook_scale").Type);
        model.Inspect(tokens, run =>
        {
            foreach (var point in model.HookPoints) Same(file, point.Name, run[point], 0, 2);
            return true;
        }, RunOptions.Keeping(HookSelection.All));
    }

    [Fact]
    public void What_does_not_fit_the_model_is_refused_and_the_old_file_stays()
    {
        var model = TinyModels.Of("gpt2");
        var path = WriteText("a.safetensors", "old");
        Assert.Contains("ids are 0 to 300", Assert.Throws<ArgumentException>(() => ActivationFile.Write(model, TokenBatch.FromIds([[5], [301]]), path)).Message, StringComparison.Ordinal);
        Assert.Contains("'blocks.*.nothing' fits no hook point", Assert.Throws<ArgumentException>(() => ActivationFile.Write(model, TokenBatch.FromIds([[5]]), path, HookSelection.Named("blocks.*.nothing"))).Message, StringComparison.Ordinal);
        using (Work.Begin(new CancellationToken(canceled: true)))
            Assert.ThrowsAny<OperationCanceledException>(() => ActivationFile.Write(model, TokenBatch.FromIds([[5]]), path));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_reserved_tensor_that_is_not_filled_is_an_error()
    {
        var writer = new SafetensorsWriter().Reserve("a", StorageType.F32, [4]);
        Assert.Throws<InvalidOperationException>(() => writer.Save(PathOf("a.safetensors")));
        Assert.Throws<InvalidOperationException>(() => writer.Save(PathOf("a.safetensors"), regions => regions.Write("a", 0, new byte[12])));
        Assert.Throws<InvalidOperationException>(() => writer.Save(PathOf("a.safetensors"), regions => regions.Write("a", 8, new byte[12])));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    static void Same(SafetensorsFile file, string name, torch.Tensor expected, int firstRow, int rows)
    {
        var entry = file.Entry(name);
        Assert.Equal([rows, .. expected.shape[1..]], entry.Shape);
        var each = (int)(expected.numel() / expected.shape[0]);
        Assert.Equal(TinyModels.Numbers(expected), file.ReadDoubles(name)[(firstRow * each)..((firstRow + (int)expected.shape[0]) * each)]);
    }
}
