using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>The reader of tokenizer.model against the algorithm written out, and its treatment of spaces, unknown characters and bytes.</summary>
[Trait("Category", "fast")]
public class SentencePieceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Merges_by_score_the_leftmost_of_equals_first(int seed)
    {
        var random = new SeededRandom(seed);
        for (var round = 0; round < 40; round++)
        {
            var scores = new Dictionary<string, float>();
            foreach (var letter in (string[])["a", "b", "▁"]) scores[letter] = -100;
            // Few scores, so that many are equal; some pieces have parts that are none.
            for (var count = random.Next(30); count > 0; count--)
                if (RandomText.Next(random, 5, ["a", "b", "▁", "c"]) is { Length: > 1 } piece) scores[piece] = -random.Next(4);
            using var folder = new TemporaryTokenizer().With("tokenizer.model", TinyTokenizer.Model([.. TinyTokenizer.Head, .. scores.Select(pair => (pair.Key, pair.Value, 1))]));
            var tokenizer = folder.Load();
            for (var i = 0; i < 30; i++)
            {
                var text = RandomText.Next(random, 25, ["a", "b", " ", "aa", " b", "c"]);
                var marked = text.Length == 0 ? "" : "▁" + text.Replace(' ', '▁');
                var literal = LiteralMerges.Run(LiteralMerges.Characters(marked), (left, right) => scores.TryGetValue(left + right, out var score) ? -score : null);
                var pieces = literal.Select(piece => scores.ContainsKey(piece) ? piece : "<unk>").ToList();
                for (var at = pieces.Count - 1; at > 0; at--)
                    if (pieces[at] == "<unk>" && pieces[at - 1] == "<unk>") pieces.RemoveAt(at);
                Assert.Equal(pieces, tokenizer.Pieces(tokenizer.Encode(text)));
            }
        }
    }

    [Theory]
    [InlineData("  a  b ", "▁a▁b")]
    [InlineData("a", "▁a")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    public void Extra_spaces_go_where_the_model_says_so(string text, string marked)
    {
        Assert.Equal(marked, new SentencePieceSpacing(removeExtra: true, addDummyPrefix: true, escape: true).Normalize(text));
        var kept = text.Length == 0 ? "" : "▁" + text.Replace(' ', '▁');
        Assert.Equal(kept, new SentencePieceSpacing(removeExtra: false, addDummyPrefix: true, escape: true).Normalize(text));
    }

    [Fact]
    public void Decoding_drops_the_space_in_front_and_shows_unknown_and_broken_text()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (BytePieces.Of((byte)value), 0f, 6));
        using var folder = new TemporaryTokenizer().With("tokenizer.model", TinyTokenizer.Model([.. TinyTokenizer.Head, .. bytes, ("▁", -1, 1), ("▁a", -2, 1), ("a", -3, 1)], fallback: true));
        var tokenizer = folder.Load();
        var ids = tokenizer.Encode(" aé");
        Assert.Equal(["▁", "▁a", "<0xC3>", "<0xA9>"], tokenizer.Pieces(ids));
        Assert.Equal([" ", " a", "\\xC3", "\\xA9"], tokenizer.DisplayPieces(ids));
        Assert.Equal(" aé", tokenizer.Decode(ids));
        Assert.Equal("a\uFFFD ⁇ a", tokenizer.Decode([.. tokenizer.Encode("a"), ids[2], 0, tokenizer.SingleToken("a") + 1]));
        Assert.Equal("<s> a", tokenizer.Decode(tokenizer.Encode("a", addSpecialTokens: true)));
        Assert.Equal("a", tokenizer.Decode(tokenizer.Encode("a", addSpecialTokens: true), skipSpecialTokens: true));
    }

    [Fact]
    public void Control_pieces_are_never_made_from_text_and_user_defined_ones_always()
    {
        using var folder = new TemporaryTokenizer().With("tokenizer.model", TinyTokenizer.Model(
            [.. TinyTokenizer.Head, ("▁", -1, 1), ("<", -2, 1), ("s", -2, 1), (">", -2, 1), ("<s", 0, 1), ("<s>s", 0, 4), ("ss", 0, 1)]));
        var tokenizer = folder.Load();
        Assert.Equal(["▁", "<s", ">"], tokenizer.Pieces(tokenizer.Encode("<s>")));
        // It is taken before anything merges, and nothing merges with it.
        Assert.Equal(["▁", "s", "<s>s", "s"], tokenizer.Pieces(tokenizer.Encode("s<s>ss")));
        Assert.Equal((1, 2, true), (tokenizer.BosId, tokenizer.EosId, tokenizer.AddsBos));
        Assert.True(tokenizer.IsSpecial(0) && tokenizer.IsSpecial(1) && !tokenizer.IsSpecial(3));
    }

    [Fact]
    public void What_is_not_supported_is_refused_all_at_once()
    {
        using var folder = new TemporaryTokenizer().With("tokenizer.model",
            TinyTokenizer.Model([.. TinyTokenizer.Head, ("a", 0, 1), ("b", 0, 5), ("c", float.NaN, 1), ("a", 0, 1), ("d", 0, 9)], type: 1, fallback: true, characters: [1], suffix: true));
        var error = Assert.Throws<InvalidFileException>(() => folder.Load());
        string[] expected = ["UNIGRAM", "table of characters", "treat_whitespace_as_suffix", "unused", "not a number", "both 'a'", "kind 9", "0 of the 256 byte pieces"];
        foreach (var part in expected) Assert.Matches(Regex.Escape(part), error.Message);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        var whole = TinyTokenizer.Model([.. TinyTokenizer.Head, ("a", 0, 1), ("▁", 0, 1)]);
        using var folder = new TemporaryTokenizer();
        for (var length = 0; length < whole.Length; length++)
        {
            folder.With("tokenizer.model", whole[..length]);
            Assert.Throws<InvalidFileException>(() => folder.Load());
        }
        Assert.Equal(5, folder.With("tokenizer.model", whole).Load().VocabularySize);
    }
}
