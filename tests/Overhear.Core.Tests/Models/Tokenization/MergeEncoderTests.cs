namespace Overhear.Tests;

/// <summary>The queue of candidates gives what the literal loop gives, and the cuts and caches around it change nothing.</summary>
[Trait("Category", "fast")]
public class MergeEncoderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Merges_as_the_literal_loop_does(int seed)
    {
        var random = new SeededRandom(seed);
        for (var round = 0; round < 25; round++)
        {
            var (model, ranks) = RandomModel(random, ["a", "b", "▁", "𝔸"], merges: 1 + random.Next(25));
            var encoder = new MergeEncoder(model);
            var cut = new SpaceCutEncoder(new CachedEncoder(encoder), model.Vocabulary.Keys);
            for (var i = 0; i < 40; i++)
            {
                var text = RandomText.Next(random, 30, ["a", "b", "▁", "𝔸", "aa", "ab▁"]);
                var literal = LiteralMerges.Run(LiteralMerges.Characters(text), (left, right) => ranks.TryGetValue((left, right), out var rank) ? rank : null);
                var spans = Spans(encoder, text);
                Assert.Equal(literal.Select(piece => model.Vocabulary[piece]), spans.Select(span => span.Id));
                Assert.Equal(literal, spans.Select(span => text.Substring(span.Start, span.Length)));
                Assert.Equal(spans, Spans(cut, text));
                Assert.Equal(spans, Spans(cut, text)); // From the cache.
            }
        }
    }

    [Fact]
    public void Unknown_characters_become_bytes_or_the_unknown_token_or_nothing()
    {
        var vocabulary = new Dictionary<string, int> { ["a"] = 0, ["?"] = 1 };
        Assert.Equal([0, 0], Ids(new() { Vocabulary = vocabulary, Merges = new(0) }, "axya"));
        Assert.Equal([0, 1, 1, 0], Ids(new() { Vocabulary = vocabulary, Merges = new(0), UnknownId = 1 }, "axya"));
        Assert.Equal([0, 1, 0, 1], Ids(new() { Vocabulary = vocabulary, Merges = new(0), UnknownId = 1, FuseUnknown = true }, "axy😀ax"));
        vocabulary["<0xC3>"] = 2;
        vocabulary["<0xA9>"] = 3;
        // ß has a byte without a piece, so none of its bytes is taken.
        Assert.Equal([2, 3, 1], Ids(new() { Vocabulary = vocabulary, Merges = new(0), UnknownId = 1, ByteFallback = true }, "éß"));
    }

    [Theory]
    [InlineData("llama3-like")]
    [InlineData("neox")]
    public void Microsofts_merges_are_ours(string name)
    {
        var faults = new FaultList();
        var file = Path.Combine(TestData.RepositoryRoot, "tests", "golden", "tokenizers", name, "tokenizer.json");
        var model = BytePairReader.Read(TokenizerNode.Open(file, faults)["model"]);
        Assert.Equal(0, faults.Count);
        var (byMicrosoft, ours) = (new ByteLevelEncoder(model), new MergeEncoder(model));
        Assert.False(byMicrosoft.OwnLoopOnly);
        var random = new SeededRandom(4);
        for (var i = 0; i < 3000; i++)
        {
            var text = CodePoints.WellFormed(RandomText.Next(random, 20, [.. RandomText.Fragments, .. RandomText.Astral, "function", "return", "self."]));
            if (text.Length == 0) continue;
            Assert.Equal(Spans(ours, ByteAlphabet.FromText(text)).Select(span => span.Id), Spans(byMicrosoft, text).Select(span => span.Id));
        }
    }

    [Fact]
    public void Long_stretches_get_the_same_spans_from_the_other_engine()
    {
        using var folder = TinyTokenizer.ByteLevel();
        var tokenizer = folder.Load();
        var text = string.Concat(Enumerable.Repeat("abé😀", ByteLevelEncoder.LongStretch / 4));
        var longOne = tokenizer.Tokenizer.EncodeToTokens(text, out _);
        var shortOne = tokenizer.Tokenizer.EncodeToTokens("abé😀", out _);
        Assert.Equal(shortOne.Select(token => token.Id), longOne.Take(shortOne.Count).Select(token => token.Id));
        Assert.Equal(shortOne.Select(token => token.Offset), longOne.Take(shortOne.Count).Select(token => token.Offset));
    }

    [Fact]
    public void A_byte_without_a_piece_is_dropped_or_unknown()
    {
        using var dropping = TinyTokenizer.ByteLevel(without: "\u0007");
        Assert.Equal("ab", dropping.Load().Decode(dropping.Load().Encode("a\u0007b")));
        Assert.Equal([0..1, 2..3], dropping.Load().Tokenizer.EncodeToTokens("a\u0007b", out _).Select(token => token.Offset));
        using var unknown = TinyTokenizer.ByteLevel(without: "\u0007", unknown: "</s>");
        var tokenizer = unknown.Load();
        Assert.Equal(["a", "</s>", "b"], tokenizer.Pieces(tokenizer.Encode("a\u0007b")));
        Assert.Contains("Overhear's own", tokenizer.Describe().Split('\n')[1], StringComparison.Ordinal);
    }

    static IEnumerable<int> Ids(BytePairModel model, string text) => Spans(new MergeEncoder(model), text).Select(span => span.Id);

    static List<TokenSpan> Spans(IStretchEncoder encoder, string text)
    {
        var spans = new List<TokenSpan>();
        encoder.Encode(text, spans);
        return spans;
    }

    static (BytePairModel Model, Dictionary<(string, string), int> Ranks) RandomModel(SeededRandom random, string[] letters, int merges)
    {
        var vocabulary = letters.Select((letter, id) => (letter, id)).ToDictionary(pair => pair.letter, pair => pair.id);
        var (table, ranks) = (new MergeTable(merges), new Dictionary<(string, string), int>());
        for (var rank = 0; rank < merges; rank++)
        {
            var pieces = vocabulary.Keys.ToList();
            var (left, right) = (pieces[random.Next(pieces.Count)], pieces[random.Next(pieces.Count)]);
            vocabulary.TryAdd(left + right, vocabulary.Count);
            table.Add(vocabulary[left], vocabulary[right], rank, vocabulary[left + right]);
            ranks[(left, right)] = rank;
        }
        return (new() { Vocabulary = vocabulary, Merges = table }, ranks);
    }
}
