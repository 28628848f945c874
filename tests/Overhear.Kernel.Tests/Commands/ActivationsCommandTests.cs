using System.CommandLine;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public sealed class ActivationsCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-activations-").FullName;

    string Output => Path.Combine(folder, "out.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Ids_give_logits_and_the_activations_that_were_asked_for()
    {
        var tokens = Write("tokens.json", "[[1, 2, 3], [4]]");
        Assert.Equal(ExitCode.Success, Run("--tokens", tokens, "--hooks", "blocks.*.attn.hook_pattern", "--hooks", "ln_final.hook_scale"));
        using var file = SafetensorsFile.Open(Output);
        using var model = TransformerModel.Load(Teaching);
        string[] expected = ["attention_mask", .. Enumerable.Range(0, model.Config.Layers).Select(layer => $"blocks.{layer}.attn.hook_pattern"), "ln_final.hook_scale", "logits", "position_ids", "token_ids"];
        Assert.Equal(expected, file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal([1L, 2, 3, 4, 0, 0], file.ReadIntegers("token_ids"));
        var logits = model.Inspect(TokenBatch.FromIds([[1, 2, 3], [4]]), run => run.Logits.data<float>().ToArray());
        Assert.Equal(logits, file.ReadFloats("logits"));
    }

    [Fact]
    public void Prompts_are_tokenised_as_the_model_does_it()
    {
        var prompts = Write("prompts.txt", "When Mary and John went\r\n\nto the store\n");
        Assert.Equal(ExitCode.Success, Run("--prompts", prompts, "--dtype", "float64"));
        using var file = SafetensorsFile.Open(Output);
        using var model = TransformerModel.Load(Teaching);
        var batch = TokenBatch.Of([model.Tokens("When Mary and John went"), model.Tokens("to the store")]);
        Assert.Equal(StorageType.F64, file.Entry("logits").Type);
        Assert.Equal([2L, batch.Length], file.Entry("token_ids").Shape);
        Assert.Equal(Enumerable.Range(0, batch.Length).Select(at => (long)batch.Id(0, at)), file.ReadIntegers("token_ids")[..batch.Length]);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_when_asked()
    {
        var tokens = Write("tokens.json", "[[1]]");
        File.WriteAllText(Output, "old");
        Assert.Equal(ExitCode.Refused, Run("--tokens", tokens));
        Assert.Equal("old", File.ReadAllText(Output));
        Assert.Equal(ExitCode.Success, Run("--tokens", tokens, "--force"));
        using var file = SafetensorsFile.Open(Output);
        Assert.True(file.Contains("logits"));
    }

    [Theory]
    [InlineData("[[1], []]", "prompt 1 has no token")]
    [InlineData("[[1], 2]", "prompt 1 is no array")]
    [InlineData("[[1.5]]", "prompt 0 holds something else than whole numbers")]
    [InlineData("[[-1], [99999999999]]", "prompt 0 holds something else than whole numbers from 0 on; prompt 1 holds")]
    [InlineData("[]", "there is no prompt")]
    [InlineData("{}", "an array that holds an array")]
    [InlineData("[[1]", "is no JSON")]
    public void Ids_that_are_none_are_refused_in_one_line(string text, string expected)
    {
        var message = Assert.Throws<Refusal>(() => PromptRows.ReadTokens(Write("tokens.json", text))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("[[1], [99999]]", "blocks.*.attn.hook_pattern")]
    [InlineData("[[1]]", "blocks.*.nothing")]
    [InlineData("[[1], []]", "blocks.*.attn.hook_pattern")]
    public void What_does_not_fit_the_model_is_refused_and_nothing_is_written(string text, string pattern)
    {
        Assert.Equal(ExitCode.Refused, Run("--tokens", Write("tokens.json", text), "--hooks", pattern));
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void A_file_of_prompts_is_needed_and_only_one()
    {
        Assert.Contains("Either --tokens or --prompts", Assert.Single(Parse([]).Errors).Message, StringComparison.Ordinal);
        Assert.Contains("Either --tokens or --prompts", Assert.Single(Parse(["--tokens", "a", "--prompts", "b"]).Errors).Message, StringComparison.Ordinal);
        Assert.Throws<Refusal>(() => PromptRows.ReadPrompts(Write("prompts.txt", "\n\n")));
        Assert.Equal(ExitCode.Refused, Run("--prompts", Path.Combine(folder, "nowhere.txt")));
    }

    static string Teaching
    {
        get
        {
            for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
                if (File.Exists(Path.Combine(place.FullName, "Notebooks.sln"))) return Path.Combine(place.FullName, "notebooks", "models", "teaching");
            throw new DirectoryNotFoundException("Run the tests from the repository's own build output.");
        }
    }

    ParseResult Parse(string[] options) => new RootCommand { new ActivationsCommand() }.Parse(["activations", Teaching, .. options, "--out", Output]);

    int Run(params string[] options)
    {
        var parsed = Parse(options);
        Assert.Empty(parsed.Errors);
        return parsed.Invoke();
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
