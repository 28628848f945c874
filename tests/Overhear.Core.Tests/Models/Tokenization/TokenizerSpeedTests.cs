using System.Diagnostics;

namespace Overhear.Tests;

/// <summary>A megabyte takes about a second. The bounds are wide, for busy machines; time that grows with the square would take minutes.</summary>
[Trait("Category", "slow")]
public class TokenizerSpeedTests
{
    static readonly TimeSpan most = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("neox", "tokenizer.json")]
    [InlineData("llama3-like", "tokenizer.json")]
    [InlineData("llama-bpe", "tokenizer.json")]
    [InlineData("llama-bpe", "tokenizer.model")]
    public void A_megabyte_of_any_kind(string name, string file)
    {
        using var folder = new TemporaryTokenizer().WithCopy(file, Path.Combine(TestData.RepositoryRoot, "tests", "golden", "tokenizers", name, file));
        var tokenizer = folder.Load();
        var random = new SeededRandom(8);
        string[] texts =
        [
            new('a', 1_000_000),
            new(' ', 1_000_000),
            new('\n', 1_000_000),
            string.Create(1_000_000, random, (to, source) => { for (var i = 0; i < to.Length; i++) to[i] = (char)('a' + source.Next(26)); }),
            string.Create(300_000, random, (to, source) => { for (var i = 0; i < to.Length; i++) to[i] = (char)(0x4E00 + source.Next(3000)); }),
            string.Concat(Enumerable.Range(0, 150_000).Select(i => $"word{random.Next(50_000)} ")),
        ];
        foreach (var text in texts)
        {
            var watch = Stopwatch.StartNew();
            var ids = tokenizer.Encode(text);
            Assert.True(watch.Elapsed < most, $"{text.Length} characters beginning with '{text[..10]}' took {watch.Elapsed}.");
            Assert.Equal(text, tokenizer.Decode(ids));
        }
    }
}
