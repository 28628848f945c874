namespace Overhear.Tests;

/// <summary>What a cell sees of a tokenizer.</summary>
[Trait("Category", "fast")]
public class ModelTokenizerTests
{
    [Fact]
    public void Pieces_are_shown_as_they_stand_and_readable()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        var ids = tokenizer.Encode("ab ab é</s>");
        Assert.Equal(["ab", "Ġab", "Ġ", "Ã", "©", "</s>"], tokenizer.Pieces(ids));
        Assert.Equal(["ab", " ab", " ", "\\xC3", "\\xA9", "</s>"], tokenizer.DisplayPieces(ids));
        Assert.Equal(["ab", " ab", " é", "</s>"], tokenizer.Words("ab ab é</s>"));
        Assert.Equal("ab ab é", tokenizer.Decode(ids, skipSpecialTokens: true));
        Assert.Equal(["<", "/", "s", ">"], tokenizer.Pieces(tokenizer.Encode("</s>", specialTokensAsText: true)));
        Assert.Equal(301, tokenizer.VocabularySize);
        Assert.True(tokenizer.IsSpecial(300) && !tokenizer.IsSpecial(0));
    }

    [Fact]
    public void An_answer_is_a_single_token_or_the_error_shows_its_pieces()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        Assert.Equal(257, tokenizer.SingleToken(" ab"));
        var error = Assert.Throws<ArgumentException>(() => tokenizer.SingleToken("ba"));
        Assert.StartsWith("'ba' is 2 tokens, not one: 'b' (98), 'a' (97).", error.Message, StringComparison.Ordinal);
        Assert.Contains("'a' is one: mind the space", Assert.Throws<ArgumentException>(() => tokenizer.SingleToken(" a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tokenizer.SingleToken(""));
    }

    [Fact]
    public void Ids_that_no_token_has_are_refused_with_the_range()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        Assert.Contains("from 0 to 300; 301 was given", Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([301])).Message, StringComparison.Ordinal);
        Assert.Contains("-1 was given", Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Pieces([-1])).Message, StringComparison.Ordinal);
        Assert.Contains("has the id 270", Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.DisplayPieces([270])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Halves_of_surrogate_pairs_are_read_as_the_replacement_character()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        Assert.Equal("a\uFFFDb😀\uFFFD", tokenizer.Decode(tokenizer.Encode("a\uD800b😀\uDC00")));
    }

    [Fact]
    public void Normalization_takes_every_character()
    {
        var json = TinyTokenizer.ByteLevelJson();
        json["normalizer"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "NFC" };
        using var folder = new TemporaryTokenizer().With("tokenizer.json", json.ToJsonString());
        Assert.Equal("é\uFFFEé\uFFFF", string.Concat(folder.Load().Words("e\u0301\uFFFEe\u0301\uFFFF")));
    }

    [Fact]
    public void Words_without_a_token_are_reported_all_at_once_or_unknown()
    {
        using var folder = new TemporaryTokenizer().With("tokenizer.json", TinyTokenizer.WordsJson().ToJsonString());
        var tokenizer = folder.Load();
        Assert.Equal([0, 1, 0], tokenizer.Encode(" Mary gave\nMary "));
        Assert.Equal("Mary gave", tokenizer.Decode([0, 1]));
        var error = Assert.Throws<ArgumentException>(() => tokenizer.Encode("Mary took gave that took"));
        Assert.Contains("'took', 'that'", error.Message, StringComparison.Ordinal);
        using var unknown = new TemporaryTokenizer().With("tokenizer.json", TinyTokenizer.WordsJson("?").ToJsonString());
        Assert.Equal([0, 2, 1], unknown.Load().Encode("Mary took gave"));
    }

    [Fact]
    public void The_hash_follows_what_changes_ids_and_nothing_else()
    {
        using var first = TinyTokenizer.ByteLevel();
        using var second = TinyTokenizer.ByteLevel();
        var hash = first.Load().ContentHash;
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, second.With("tokenizer_config.json", "{\"chat_template\": \"x\"}").Load().ContentHash);
        Assert.NotEqual(hash, second.With("tokenizer_config.json", "{\"bos_token\": \"</s>\", \"add_bos_token\": true}").Load().ContentHash);
        using var other = TinyTokenizer.ByteLevel(without: "\u0007");
        Assert.NotEqual(hash, other.Load().ContentHash);
    }

    [Fact]
    public void The_description_names_kind_engine_and_special_tokens()
    {
        using var folder = TinyTokenizer.TwoFiles().With("tokenizer_config.json", "{\"bos_token\": \"</s>\", \"add_bos_token\": true}");
        var lines = folder.Load().Describe().Split('\n');
        Assert.Equal("byte-level BPE from vocab.json and merges.txt, 301 tokens", lines[0]);
        Assert.StartsWith("engine: Microsoft.ML.Tokenizers' BpeTokenizer", lines[1], StringComparison.Ordinal);
        Assert.Contains("cut by: GPT-2's pattern", lines);
        Assert.Contains("BOS 300 '</s>', put in front of every text; EOS none; padding none", lines);
    }

    [Fact]
    public void As_a_tokenizer_of_Microsofts_library_it_tells_where_tokens_came_from()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load().Tokenizer;
        var tokens = tokenizer.EncodeToTokens("ab é</s> ab", out var normalized);
        Assert.Equal("ab é</s> ab", normalized);
        Assert.Equal([0..2, 2..3, 3..4, 3..4, 4..8, 8..11], tokens.Select(token => token.Offset));
        Assert.Equal(["ab", "Ġ", "Ã", "©", "</s>", "Ġab"], tokens.Select(token => token.Value));
        Assert.Equal(6, tokenizer.CountTokens("ab é</s> ab"));
        Assert.Equal(3, tokenizer.GetIndexByTokenCount("ab é</s> ab", 2, out _, out var counted));
        Assert.Equal(2, counted);
        Assert.Equal([256, 32], tokenizer.EncodeToIds("ab é</s> ab", 2, out _, out var consumed));
        Assert.Equal(3, consumed);
        var characters = new char[3];
        Assert.Equal(System.Buffers.OperationStatus.DestinationTooSmall, tokenizer.Decode([256, 257], characters, out _, out _));
        Assert.Equal(System.Buffers.OperationStatus.Done, tokenizer.Decode([257], characters, out var ids, out var written));
        Assert.Equal((1, 3, " ab"), (ids, written, new string(characters)));
    }

    [Fact]
    public void Encoding_ends_when_the_work_is_cancelled()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        using var work = Work.Begin(new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => tokenizer.Encode(string.Concat(Enumerable.Repeat("ab cd ", 5000))));
        Assert.Throws<OperationCanceledException>(() => tokenizer.Encode(string.Concat(Enumerable.Repeat("ab", 100_000))));
    }

    [Fact]
    public void Several_threads_get_the_same_ids()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        var texts = Enumerable.Range(0, 200).Select(i => $"ab {i} é{i % 7} ab").ToArray();
        var wanted = texts.Select(text => string.Join(' ', tokenizer.Encode(text))).ToArray();
        using var fresh = TinyTokenizer.ByteLevel();
        var shared = fresh.Load();
        Assert.Equal(wanted, texts.AsParallel().AsOrdered().Select(text => string.Join(' ', shared.Encode(text))));
    }
}
