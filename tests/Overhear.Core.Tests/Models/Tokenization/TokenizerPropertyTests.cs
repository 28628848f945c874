using System.Text;

namespace Overhear.Tests;

/// <summary>What holds for every text, tried on the tokenizers that are in the repository.</summary>
[Trait("Category", "fast")]
public class TokenizerPropertyTests
{
    [Theory]
    [InlineData("neox", NormalizationForm.FormC)]
    [InlineData("llama3-like", null)]
    public void Byte_level_BPE_comes_back_and_its_words_are_the_text(string name, NormalizationForm? form)
    {
        var tokenizer = Load(name);
        var random = new SeededRandom(6);
        for (var i = 0; i < 1500; i++)
        {
            var text = CodePoints.WellFormed(RandomText.Next(random, 25, [.. RandomText.Fragments, .. RandomText.Astral, "<|endoftext|>", "<|begin_of_text|>", "      "]));
            var normalized = form is { } asked ? text.Normalize(asked) : text;
            var ids = tokenizer.Encode(text);
            Assert.Equal(normalized, tokenizer.Decode(ids));
            Assert.Equal(normalized, string.Concat(tokenizer.Words(text)));
            Assert.Equal(ids, tokenizer.Tokenizer.EncodeToIds(text));
            Assert.All(ids, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
            var tokens = tokenizer.Tokenizer.EncodeToTokens(text, out var seen);
            Assert.Equal(normalized, seen);
            var end = 0;
            foreach (var token in tokens)
            {
                // Tokens follow each other; those that share a character overlap in it.
                Assert.InRange(token.Offset.Start.Value, Math.Max(0, end - 2), end);
                end = token.Offset.End.Value;
            }
            Assert.Equal(normalized.Length, end);
        }
    }

    [Fact]
    public void Llamas_BPE_with_byte_fallback_comes_back_and_equals_SentencePiece()
    {
        var (tokenizer, model) = (Load("llama-bpe"), Load("llama-bpe", "tokenizer.model"));
        var random = new SeededRandom(7);
        for (var i = 0; i < 1500; i++)
        {
            var text = CodePoints.WellFormed(RandomText.Next(random, 25, [.. RandomText.Fragments, .. RandomText.Astral, "    ", "==", "self", "</s"])).Replace("▁", "", StringComparison.Ordinal);
            var ids = tokenizer.Encode(text);
            Assert.Equal(text, tokenizer.Decode(ids));
            Assert.Equal(ids, model.Encode(text));
            Assert.Equal(text, model.Decode(ids));
        }
    }

    static ModelTokenizer Load(string name, string file = "tokenizer.json")
    {
        using var folder = new TemporaryTokenizer().WithCopy(file, Path.Combine(TestData.RepositoryRoot, "tests", "golden", "tokenizers", name, file));
        return folder.Load();
    }
}
