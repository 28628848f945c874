using System.Text.Json.Nodes;

namespace Overhear.Tests;

/// <summary>Malformed and unsupported files: one clear error each, with everything that is wrong, and never a crash.</summary>
[Trait("Category", "fast")]
public class HostileTokenizerTests
{
    public static TheoryData<string, string, string> BrokenJson => new()
    {
        { "truncated", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0", "is not valid JSON" },
        { "empty", "", "it is empty" },
        { "array", "[]", "an object is needed" },
        { "deep", new string('[', 100_000), "is not valid JSON" },
        { "no model", "{}", "$.model: nothing stands here; a model is needed" },
        { "model without type", "{\"model\": {}}", "BPE and WordLevel are supported" },
        { "no vocabulary", "{\"model\": {\"type\": \"BPE\", \"merges\": []}}", "$.model.vocab: nothing stands here" },
        { "no merges", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}}}", "$.model.merges: nothing stands here" },
        { "empty vocabulary", "{\"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}}", "the vocabulary is empty" },
        { "id twice", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 0}, \"merges\": []}}", "$.model.vocab.b: the id 0 belongs to 'a' too" },
        { "piece twice", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"a\": 1}, \"merges\": []}}", "uplicate" },
        { "negative id", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}", "-1 stands here; a whole number from 0 to 9999999 is needed" },
        { "huge id", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 2000000000}, \"merges\": []}}", "a whole number from 0 to 9999999" },
        { "fraction", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0.5}, \"merges\": []}}", "0.5 stands here" },
        { "merge of nothing", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}", "$.model.merges[0]: the merge of 'a' and 'b' names 'b'" },
        { "merge to nothing", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": [[\"a\", \"b\"]]}}", "names 'ab', which is no piece" },
        { "merge of three", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [[\"a\", \"a\", \"a\"], \"a a a\", \"a\", 5]}}", "$.model.merges[3]: 5 stands here" },
        { "half a surrogate pair", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"\\ud800\": 0}, \"merges\": []}}", "surrogate pair" },
    };

    [Theory, MemberData(nameof(BrokenJson))]
    public void A_broken_tokenizer_json(string fault, string content, string expected)
    {
        using var folder = new TemporaryTokenizer().With("tokenizer.json", content);
        var error = Assert.Throws<InvalidFileException>(() => folder.Load());
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), $"{fault}: {error.Message}");
        Assert.Contains("tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalizer", "{\"type\": \"Lowercase\"}", "'Lowercase' is not supported; NFC, NFD")]
    [InlineData("normalizer", "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(a+)+\"}, \"content\": \"\"}", "by a regular expression is not supported")]
    [InlineData("normalizer", "{\"type\": \"Replace\", \"pattern\": {\"String\": \"\"}, \"content\": \"\"}", "is empty")]
    [InlineData("normalizer", "{}", "$.normalizer.type: nothing stands here")]
    [InlineData("pre_tokenizer", "{\"type\": \"BertPreTokenizer\"}", "'BertPreTokenizer' is not supported; ByteLevel, Split")]
    [InlineData("pre_tokenizer", "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"\\\\w+\"}, \"behavior\": \"Isolated\"}", "the regular expressions of GPT-2, Llama 3 and Qwen2")]
    [InlineData("pre_tokenizer", "{\"type\": \"Split\", \"pattern\": {\"String\": \" \"}, \"behavior\": \"MergedWithNext\"}", "behaviour MergedWithNext is not supported")]
    [InlineData("pre_tokenizer", "{\"type\": \"Metaspace\", \"replacement\": \"__\"}", "one character is needed")]
    [InlineData("pre_tokenizer", "{\"type\": \"Metaspace\", \"replacement\": \"_\", \"prepend_scheme\": \"often\"}", "always, first and never are allowed")]
    [InlineData("pre_tokenizer", "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"ByteLevel\"}, {\"type\": \"ByteLevel\"}]}", "as the last of a Sequence only")]
    [InlineData("pre_tokenizer", "7", "$.pre_tokenizer.type: nothing stands here")]
    [InlineData("post_processor", "{\"type\": \"BertProcessing\"}", "'BertProcessing' is not supported; TemplateProcessing")]
    [InlineData("post_processor", "{\"type\": \"TemplateProcessing\", \"single\": []}", "holds the text 0 times")]
    [InlineData("post_processor", "{\"type\": \"TemplateProcessing\", \"single\": [{\"SpecialToken\": {\"id\": \"x\"}}, {\"Sequence\": {}}], \"special_tokens\": {\"x\": {\"ids\": [777]}}}", "adds the id 777")]
    [InlineData("decoder", "{\"type\": \"WordPiece\"}", "'WordPiece' is not supported; ByteLevel, Replace")]
    [InlineData("decoder", "{\"type\": \"Strip\", \"content\": \"\", \"start\": 1, \"stop\": 0}", "one character is needed")]
    [InlineData("model", "{\"type\": \"Unigram\", \"vocab\": []}", "'Unigram' is not supported; BPE and WordLevel are")]
    [InlineData("added_tokens", "[{\"id\": 5, \"content\": \"xx\"}]", "'xx' is added with the id 5, which belongs to")]
    [InlineData("added_tokens", "[{\"id\": 500, \"content\": \"a\"}]", "'a' is added with the id 500, and has the id 97")]
    [InlineData("added_tokens", "[{\"id\": 500, \"content\": \"x y\"}, {\"id\": 501, \"content\": \"x y\"}]", "'x y' is added twice")]
    [InlineData("added_tokens", "[{\"id\": 500, \"content\": \"x\", \"single_word\": true}]", "between words only are not supported")]
    [InlineData("added_tokens", "{}", "an array of added tokens is needed")]
    public void A_part_that_is_not_supported_or_malformed(string part, string content, string expected)
    {
        var json = TinyTokenizer.ByteLevelJson();
        json[part] = JsonNode.Parse(content);
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dropout", "0.1", "drops merges at random")]
    [InlineData("continuing_subword_prefix", "\"##\"", "marks inside or at the end of words")]
    [InlineData("end_of_word_suffix", "\"</w>\"", "marks inside or at the end of words")]
    [InlineData("unk_token", "\"[UNK]\"", "the unknown token '[UNK]' is no piece")]
    [InlineData("byte_fallback", "\"yes\"", "true or false is needed")]
    public void A_model_that_is_not_supported_or_malformed(string field, string content, string expected)
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["model"]![field] = JsonNode.Parse(content);
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_a_file_is_in_one_message()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["normalizer"] = new JsonObject { ["type"] = "Lowercase" };
        json["decoder"] = new JsonObject { ["type"] = "CTC" };
        json["model"]!["vocab"]!["zz"] = 97;
        json["model"]!["merges"]!.AsArray().Add("q x");
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal(4, Assert.Throws<InvalidFileException>(() => folder.Load()).Faults.Count);
    }

    [Theory]
    [InlineData("vocab.json", "{\"a\": \"0\"}", "'0' stands here")]
    [InlineData("vocab.json", "{\"a\": 0, \"b\": 0}", "the id 0 belongs to 'a' too")]
    [InlineData("vocab.json", "null", "null stands here")]
    [InlineData("merges.txt", "#version: 0.2\na b\nab c d\n", "line 3: 'ab c d' stands there")]
    [InlineData("merges.txt", "a b\nno", "line 2: 'no' stands there")]
    [InlineData("merges.txt", "a zzz", "names 'zzz', which is no piece")]
    public void Broken_files_of_Gpt2(string name, string content, string expected)
    {
        using var folder = TinyTokenizer.TwoFiles().With(name, content);
        var error = Assert.Throws<InvalidFileException>(() => folder.Load());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_that_are_no_text()
    {
        using var folder = TinyTokenizer.TwoFiles().With("merges.txt", [0x61, 0x20, 0xFF, 0xFE]);
        Assert.Contains("not UTF-8", Assert.Throws<InvalidFileException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer_config.json", "{\"add_bos_token\": \"yes\"}", "true or false is needed")]
    [InlineData("tokenizer_config.json", "{\"bos_token\": 5}", "a token is needed")]
    [InlineData("tokenizer_config.json", "{\"added_tokens_decoder\": {\"x\": {\"content\": \"y\"}}}", "the name is no id")]
    [InlineData("tokenizer_config.json", "[]", "an object is needed")]
    [InlineData("special_tokens_map.json", "{", "is not valid JSON")]
    [InlineData("added_tokens.json", "{\"new\": 97}", "'new' is added with the id 97, which belongs to 'a'")]
    [InlineData("config.json", "not JSON", "is not valid JSON")]
    public void Broken_settings(string name, string content, string expected)
    {
        using var folder = TinyTokenizer.ByteLevel().With(name, content);
        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_without_a_tokenizer()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ModelTokenizer.Load("no-such-folder"));
        using var folder = new TemporaryTokenizer();
        Assert.Contains("holds no tokenizer. One of these is needed: tokenizer.json", Assert.Throws<FileNotFoundException>(() => folder.Load()).Message, StringComparison.Ordinal);
        folder.With("vocab.json", "{}");
        Assert.Contains("merges.txt is missing", Assert.Throws<FileNotFoundException>(() => folder.Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer.model")]
    public void Random_damage_is_refused_or_harmless(string name)
    {
        byte[] whole = name == "tokenizer.json"
            ? System.Text.Encoding.UTF8.GetBytes(TinyTokenizer.ByteLevelJson().ToJsonString())
            : TinyTokenizer.Model([.. TinyTokenizer.Head, .. Enumerable.Range(0, 256).Select(value => (BytePieces.Of((byte)value), 0f, 6)), ("a", -1, 1), ("▁", -2, 1), ("▁a", -3, 4)], fallback: true);
        var random = new SeededRandom(5);
        var refused = 0;
        using var folder = new TemporaryTokenizer();
        for (var i = 0; i < 400; i++)
        {
            var damaged = whole.ToArray();
            for (var count = 1 + random.Next(4); count > 0; count--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            folder.With(name, damaged);
            try
            {
                var tokenizer = folder.Load();
                tokenizer.Decode(tokenizer.Encode("ab ab é</s> a", addSpecialTokens: true));
                tokenizer.Describe();
            }
            catch (InvalidFileException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 50, 399);
    }
}
