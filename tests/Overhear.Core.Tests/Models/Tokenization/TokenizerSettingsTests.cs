using System.Text.Json.Nodes;

namespace Overhear.Tests;

/// <summary>Which file says what about BOS, EOS, padding and added tokens.</summary>
[Trait("Category", "fast")]
public class TokenizerSettingsTests
{
    const string OptConfig = """
        {"unk_token": {"__type": "AddedToken", "content": "</s>"}, "bos_token": {"__type": "AddedToken", "content": "</s>", "normalized": true},
         "eos_token": {"content": "</s>"}, "add_prefix_space": false, "add_bos_token": true, "tokenizer_class": "GPT2Tokenizer"}
        """;

    [Fact]
    public void Opt_puts_its_end_of_text_in_front()
    {
        using var folder = TinyTokenizer.TwoFiles().With("tokenizer_config.json", OptConfig).With("special_tokens_map.json", "{\"pad_token\": \"<pad>\", \"bos_token\": \"nothing\"}");
        var tokenizer = folder.Load();
        Assert.Equal((300, 300, 299, true), (tokenizer.BosId, tokenizer.EosId, tokenizer.PadId, tokenizer.AddsBos));
        Assert.Equal([256], tokenizer.Encode("ab"));
        Assert.Equal([300, 256], tokenizer.Encode("ab", addSpecialTokens: true));
        Assert.Equal([300], tokenizer.Encode("", addSpecialTokens: true));
        Assert.Equal([256, 300, 299], tokenizer.Encode("ab</s><pad>"));
    }

    [Fact]
    public void Gpt2_has_its_end_of_text_without_any_other_file()
    {
        var vocabulary = new JsonObject { ["a"] = 0, ["<|endoftext|>"] = 1 };
        using var folder = new TemporaryTokenizer().With("vocab.json", vocabulary.ToJsonString()).With("merges.txt", "#version: 0.2\n");
        var tokenizer = folder.Load();
        Assert.Equal([0, 1, 0], tokenizer.Encode("a<|endoftext|>a"));
        Assert.Equal((1, 1, null, false), (tokenizer.BosId, tokenizer.EosId, tokenizer.PadId, tokenizer.AddsBos));
    }

    [Fact]
    public void Config_json_speaks_only_where_nothing_else_does()
    {
        const string Config = "{\"bos_token_id\": 97, \"eos_token_id\": [98, 99], \"pad_token_id\": 100}";
        using var folder = TinyTokenizer.ByteLevel().With("config.json", Config);
        var tokenizer = folder.Load();
        Assert.Equal((97, 98, 100, false), (tokenizer.BosId, tokenizer.EosId, tokenizer.PadId, tokenizer.AddsBos));
        Assert.Contains("bos_token 97 is from config.json", tokenizer.Describe(), StringComparison.Ordinal);
        tokenizer = folder.With("tokenizer_config.json", "{\"bos_token\": null, \"eos_token\": \"</s>\", \"pad_token\": \"[PAD]\"}").Load();
        Assert.Equal((null, 300, null), (tokenizer.BosId, tokenizer.EosId, tokenizer.PadId));
        Assert.Contains("'[PAD]' as pad_token, which is no token of the vocabulary", tokenizer.Describe(), StringComparison.Ordinal);
        tokenizer = folder.With("tokenizer_config.json", "{}").With("config.json", "{\"bos_token_id\": 5000}").Load();
        Assert.Null(tokenizer.BosId);
        Assert.Contains("names the id 5000 as bos_token", tokenizer.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, new[] { 300, 97 })]
    [InlineData(false, null, new[] { 97 })]
    [InlineData(true, null, new[] { 300, 97 })]
    [InlineData(null, true, new[] { 300, 97, 300 })]
    public void Explicit_settings_win_over_the_template(bool? bos, bool? eos, int[] ids)
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["post_processor"] = Template("</s>", 300);
        var settings = new JsonObject { ["bos_token"] = "</s>", ["eos_token"] = "</s>" };
        if (bos is not null) settings["add_bos_token"] = bos;
        if (eos is not null) settings["add_eos_token"] = eos;
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString()).With("tokenizer_config.json", settings.ToJsonString());
        Assert.Equal(ids, folder.Load().Encode("a", addSpecialTokens: true));
    }

    [Fact]
    public void Without_settings_the_template_names_BOS()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["post_processor"] = new JsonObject { ["type"] = "Sequence", ["processors"] = new JsonArray(new JsonObject { ["type"] = "ByteLevel" }, Template("</s>", 300)) };
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal((300, true), (folder.Load().BosId, folder.Load().AddsBos));
    }

    [Fact]
    public void A_SentencePiece_model_follows_its_settings()
    {
        using var folder = new TemporaryTokenizer().With("tokenizer.model", TinyTokenizer.Model([.. TinyTokenizer.Head, ("▁", -1, 1), ("a", -1, 1), ("▁a", 0, 1)]));
        Assert.Equal([1, 5], folder.Load().Encode("a", addSpecialTokens: true));
        folder.With("tokenizer_config.json", "{\"add_bos_token\": false, \"bos_token\": \"<s>\"}").With("added_tokens.json", "{\"[new]\": 6}");
        var tokenizer = folder.Load();
        Assert.Equal((7, false), (tokenizer.VocabularySize, tokenizer.AddsBos));
        // Named as special, so found in the text; each stretch between gets its own space.
        Assert.Equal([5, 1, 5, 6, 5], tokenizer.Encode("a<s>a[new]a", addSpecialTokens: true));
        Assert.False(tokenizer.IsSpecial(6));
    }

    [Fact]
    public void Added_tokens_of_the_settings_are_found_with_the_white_space_that_belongs_to_them()
    {
        const string Config = """
            {"added_tokens_decoder": {"301": {"content": "<mask>", "lstrip": true, "special": true}, "302": {"content": "[x]", "rstrip": true, "special": false}},
             "additional_special_tokens": ["[x]"]}
            """;
        using var folder = TinyTokenizer.ByteLevel().With("tokenizer_config.json", Config);
        var tokenizer = folder.Load();
        Assert.Equal([256, 301, 97, 302, 98], tokenizer.Encode("ab  <mask>a[x]  b"));
        Assert.True(tokenizer.IsSpecial(301) && tokenizer.IsSpecial(302));
    }

    [Fact]
    public void The_longest_added_token_from_the_left_is_found_and_normalized_ones_in_normalized_text()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["normalizer"] = new JsonObject { ["type"] = "NFC" };
        json["added_tokens"] = new JsonArray(
            Token(301, "<a>", special: true, normalized: false), Token(302, "<a><b>", special: true, normalized: false), Token(303, "e\u0301!", special: false, normalized: true));
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        var tokenizer = folder.Load();
        Assert.Equal([302, 301, 303], tokenizer.Encode("<a><b><a>é!"));
        Assert.Equal([303], tokenizer.Encode("e\u0301!", specialTokensAsText: true));
        Assert.Equal(["<", "a", ">"], tokenizer.Pieces(tokenizer.Encode("<a>", specialTokensAsText: true)));
    }

    [Fact]
    public void Tokenizer_json_wins_over_the_other_files()
    {
        using var folder = TinyTokenizer.ByteLevel().With("vocab.json", "broken").With("merges.txt", "broken").With("tokenizer.model", "broken");
        Assert.Equal(301, folder.Load().VocabularySize);
    }

    [Fact]
    public void A_prefix_space_is_put_where_the_settings_say_so()
    {
        using var folder = TinyTokenizer.TwoFiles().With("tokenizer_config.json", "{\"add_prefix_space\": true}");
        Assert.Equal([257], folder.Load().Encode("ab"));
        Assert.Equal([257], folder.Load().Encode(" ab"));
    }

    static JsonObject Token(int id, string content, bool special, bool normalized) => new() { ["id"] = id, ["content"] = content, ["special"] = special, ["normalized"] = normalized };

    static JsonObject Template(string token, int id) => new()
    {
        ["type"] = "TemplateProcessing",
        ["single"] = new JsonArray(new JsonObject { ["SpecialToken"] = new JsonObject { ["id"] = token } }, new JsonObject { ["Sequence"] = new JsonObject { ["id"] = "A" } }),
        ["special_tokens"] = new JsonObject { [token] = new JsonObject { ["ids"] = new JsonArray(id) } },
    };
}
