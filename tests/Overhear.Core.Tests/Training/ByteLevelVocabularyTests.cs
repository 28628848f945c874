using System.Text.Json;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class ByteLevelVocabularyTests : FileTestFolder
{
    [Fact]
    public void Words_are_single_tokens_and_everything_else_falls_into_bytes_that_come_back()
    {
        var vocabulary = new ByteLevelVocabulary(["When Mary went,", " store"]);
        Assert.Equal(["<|endoftext|>", "ĠMary", "Ġstore", "Ġwent", "When"], vocabulary.Tokens.Where(token => token.Length > 1));
        Assert.Equal(257 + 4, vocabulary.Tokens.Count);
        vocabulary.Write(Folder, contextLength: 16);
        var tokenizer = ModelTokenizer.Load(Folder);
        Assert.Equal((261, 0, 0, true), (tokenizer.VocabularySize, tokenizer.BosId, tokenizer.EosId, tokenizer.AddsBos));
        Assert.Equal(["When", " Mary", ",", " went", " store", "."], tokenizer.DisplayPieces(tokenizer.Encode("When Mary, went store.")));
        Assert.Equal(0, tokenizer.Encode("When", addSpecialTokens: true)[0]);
        foreach (var text in new[] { "Mary went", "naïve 🦊\n\tstores 12", "\0\u007f", "" })
        {
            var ids = tokenizer.Encode(text);
            Assert.Equal(text, tokenizer.Decode(ids));
        }
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount("🦊s"), tokenizer.Encode("🦊s").Count);
    }

    [Fact]
    public void The_files_hold_what_Hugging_Faces_tokenizers_ask_for()
    {
        new ByteLevelVocabulary(["a word"]).Write(Folder, contextLength: 16);
        using var json = JsonDocument.Parse(File.ReadAllText(PathOf("tokenizer.json")));
        var (root, model) = (json.RootElement, json.RootElement.GetProperty("model"));
        Assert.Equal(["version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model"], root.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("BPE", true, 0), (model.GetProperty("type").GetString(), model.GetProperty("ignore_merges").GetBoolean(), model.GetProperty("merges").GetArrayLength()));
        Assert.Equal(Enumerable.Range(0, model.GetProperty("vocab").EnumerateObject().Count()), model.GetProperty("vocab").EnumerateObject().Select(token => token.Value.GetInt32()).Order());
        Assert.Equal("TemplateProcessing", root.GetProperty("post_processor").GetProperty("type").GetString());
        using var config = JsonDocument.Parse(File.ReadAllText(PathOf("tokenizer_config.json")));
        Assert.Equal(("<|endoftext|>", 16), (config.RootElement.GetProperty("bos_token").GetString(), config.RootElement.GetProperty("model_max_length").GetInt32()));
    }
}
