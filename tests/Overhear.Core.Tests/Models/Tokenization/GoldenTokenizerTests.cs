namespace Overhear.Tests;

/// <summary>Every case of every tokenizer under golden/tokenizers, exactly.</summary>
[Trait("Category", "fast")]
public class GoldenTokenizerTests
{
    public static TheoryData<string> Names => new(GoldenTokenizer.Names);

    [Fact]
    public void The_folder_holds_tokenizers()
    {
        if (!Directory.Exists(GoldenTokenizer.Root)) Assert.Skip($"There is no folder {GoldenTokenizer.Root}.");
        Assert.NotEmpty(GoldenTokenizer.Names);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Ids(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        Assert.Equal(golden.VocabularySize, golden.Tokenizer.VocabularySize);
        Assert.NotEqual(0, golden.Compare("ids", (text, _) => golden.Tokenizer.Encode(text)));
        golden.Compare("ids", (text, _) => golden.Tokenizer.Tokenizer.EncodeToIds(text));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Ids_with_special_tokens(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        Assert.NotEqual(0, golden.Compare("ids_with_special", (text, _) => golden.Tokenizer.Encode(text, addSpecialTokens: true)));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Ids_where_special_strings_are_text(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        Assert.NotEqual(0, golden.Compare("ids_special_as_text", (text, _) => golden.Tokenizer.Encode(text, specialTokensAsText: true)));
        // The field is left out where it equals the ids.
        golden.Compare("ids", (text, item) => item.TryGetProperty("ids_special_as_text", out _) ? item.GetProperty("ids") : golden.Tokenizer.Encode(text, specialTokensAsText: true));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Pieces(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        Assert.NotEqual(0, golden.Compare("tokens", (text, _) => golden.Tokenizer.Pieces(golden.Tokenizer.Encode(text))));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Decoded_text(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        var tokenizer = golden.Tokenizer;
        Assert.NotEqual(0, golden.Compare("decoded", (_, item) => tokenizer.Decode(Ids(item, "ids"))));
        golden.Compare("decoded_skip_special", (_, item) => tokenizer.Decode(Ids(item, "ids_with_special"), skipSpecialTokens: true));
        golden.Compare("decoded", (text, item) => item.TryGetProperty("decoded_skip_special", out _)
            ? item.GetProperty("decoded")
            : tokenizer.Decode(Ids(item, "ids_with_special"), skipSpecialTokens: true));

        static IEnumerable<int> Ids(System.Text.Json.JsonElement item, string field) => item.GetProperty(field).EnumerateArray().Select(id => id.GetInt32());
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Words(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        if (golden.Compare("words", (text, _) => golden.Tokenizer.Words(text)) == 0) Assert.Skip($"{name} does not cut text.");
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Ids_and_text_by_the_SentencePiece_model(string name)
    {
        var golden = GoldenTokenizer.Read(name);
        if (!golden.HasSentencePiece) Assert.Skip($"{name} has no tokenizer.model.");
        Assert.NotEqual(0, golden.Compare("sentencepiece_ids", (text, _) => golden.SentencePiece.Encode(text)));
        golden.Compare("sentencepiece_ids", (text, _) => golden.SentencePiece.Encode(text, specialTokensAsText: true));
        Assert.NotEqual(0, golden.Compare("sentencepiece_decoded", (text, _) => golden.SentencePiece.Decode(golden.SentencePiece.Encode(text))));
    }
}
