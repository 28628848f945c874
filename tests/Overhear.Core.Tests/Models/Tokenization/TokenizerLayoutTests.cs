using System.Text.Json.Nodes;

namespace Overhear.Tests;

/// <summary>Layouts of tokenizer.json that the golden tokenizers do not have.</summary>
[Trait("Category", "fast")]
public class TokenizerLayoutTests
{
    [Theory]
    [InlineData("Isolated", false)]
    [InlineData("Removed", true)]
    public void Qwen2(string behaviour, bool inverted)
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["normalizer"] = new JsonObject { ["type"] = "NFC" };
        json["pre_tokenizer"] = Sequence(
            new JsonObject
            {
                ["type"] = "Split", ["behavior"] = behaviour, ["invert"] = inverted,
                ["pattern"] = new JsonObject { ["Regex"] = Llama3Pattern.SingleDigitExpression },
            },
            new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = false });
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        var tokenizer = folder.Load();
        Assert.Equal(["It", "'S", " e\u0301".Normalize(), "1", "2", " ab", " \n", "x"], tokenizer.Words("It'S e\u030112 ab \nx"));
        Assert.Contains("cut by: Qwen2's pattern", tokenizer.Describe(), StringComparison.Ordinal);
        Assert.Contains("normalizer: NFC", tokenizer.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("always", new[] { "▁a", "▁b" }, new[] { "▁c" })]
    [InlineData("first", new[] { "▁a", "▁b" }, new[] { "c" })]
    [InlineData("never", new[] { "a", "▁b" }, new[] { "c" })]
    public void Metaspace_that_cuts_words(string scheme, string[] first, string[] behind)
    {
        var json = new JsonObject
        {
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 9, ["content"] = "</s>", ["special"] = true }),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = scheme, ["split"] = true },
            ["decoder"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = scheme },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = new JsonObject { ["▁"] = 0, ["a"] = 1, ["b"] = 2, ["c"] = 3, ["▁a"] = 4, ["▁b"] = 5, ["▁c"] = 6 },
                ["merges"] = new JsonArray("▁ a", "▁ b", "▁ c"),
            },
        };
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        var tokenizer = folder.Load();
        Assert.Equal([.. first, "</s>", .. behind], tokenizer.Words("a b</s>c"));
        var ids = tokenizer.Encode("a b</s>c");
        Assert.Equal([.. first, "</s>", .. behind], tokenizer.Pieces(ids));
        Assert.Equal(scheme == "always" ? "a b</s> c" : "a b</s>c", tokenizer.Decode(ids));
    }

    [Fact]
    public void A_space_in_front_is_put_there_once()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["pre_tokenizer"]!["add_prefix_space"] = true;
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal([257, 300, 257, 257], folder.Load().Encode("ab</s> ab ab"));
    }

    [Fact]
    public void Without_a_decoder_pieces_are_joined_by_spaces()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["decoder"] = null;
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal("ab Ġab", folder.Load().Decode([256, 257]));
    }

    [Fact]
    public void A_merge_that_stands_there_twice_has_its_later_rank()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["model"]!["vocab"]!["bc"] = 258;
        json["model"]!["merges"] = new JsonArray("a b", "b c", "a b");
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal(["a", "bc"], folder.Load().Pieces(folder.Load().Encode("abc")));
    }

    [Fact]
    public void A_piece_is_taken_whole_where_the_model_says_so()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["model"]!["vocab"]!["abc"] = 258;
        using var merging = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal(["ab", "c"], merging.Load().Pieces(merging.Load().Encode("abc")));
        json["model"]!["ignore_merges"] = true;
        using var whole = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal(["abc"], whole.Load().Pieces(whole.Load().Encode("abc")));
    }

    static JsonObject Sequence(params JsonNode[] steps) => new() { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(steps) };
}
