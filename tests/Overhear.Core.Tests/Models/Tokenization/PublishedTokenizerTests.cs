using System.Text.Json;

namespace Overhear.Tests;

/// <summary>The tokenizers of real models, against the ids that lie beside them: reference.json or prompts.json.</summary>
[Trait("Category", "fast")]
public class PublishedTokenizerTests
{
    [Fact]
    public void Prompts_have_the_ids_that_were_recorded()
    {
        Assert.SkipWhen(TestData.Models is null, "OVERHEAR_MODELS is not set.");
        var compared = 0;
        foreach (var folder in Directory.GetDirectories(TestData.Models!).Where(folder => File.Exists(Path.Combine(folder, "tokenizer.json"))))
        {
            var tokenizer = ModelTokenizer.Load(folder);
            foreach (var (text, ids) in Prompts(folder))
            {
                // Some records were made with BOS although the tokenizer does not put it there.
                var given = tokenizer.Encode(text, addSpecialTokens: true);
                if (ids.Count > given.Count && ids[0] == tokenizer.BosId) given = [ids[0], .. given];
                Assert.Equal(ids, given);
                compared++;
            }
        }
        Assert.NotEqual(0, compared);
    }

    static IEnumerable<(string Text, List<int> Ids)> Prompts(string folder)
    {
        if (Parse("reference.json") is { } reference && reference.TryGetProperty("prompts", out var prompts) && prompts.ValueKind == JsonValueKind.Array)
            foreach (var prompt in prompts.EnumerateArray()) yield return (prompt.GetProperty("text").GetString()!, Numbers(prompt.GetProperty("token_ids")));
        if (Parse("prompts.json") is { } rows && rows.TryGetProperty("texts", out var texts))
            foreach (var (text, ids) in texts.EnumerateArray().Zip(rows.GetProperty("clean").EnumerateArray())) yield return (text.GetString()!, Numbers(ids));

        JsonElement? Parse(string name) => File.Exists(Path.Combine(folder, name)) ? JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name))).RootElement : null;

        static List<int> Numbers(JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.GetInt32())];
    }
}
