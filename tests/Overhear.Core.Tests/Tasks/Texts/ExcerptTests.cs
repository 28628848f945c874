using System.Text.RegularExpressions;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ExcerptTests : FileTestFolder
{
    static readonly Lazy<TransformerModel> bytes = new(() => ReadingModel.With("neox")), pieces = new(() => ReadingModel.With("llama-bpe"));

    [Theory]
    [InlineData(false, 5)]
    [InlineData(false, 40)]
    [InlineData(false, 300)]
    [InlineData(true, 5)]
    [InlineData(true, 40)]
    public void An_excerpt_is_the_beginning_of_what_the_tokenizer_makes_of_the_text_from_its_paragraph_on(bool sentencePiece, int tokens)
    {
        var model = (sentencePiece ? pieces : bytes).Value;
        var corpus = TextCorpus.Load("stories", TestData.RepositoryRoot);
        var excerpts = corpus.Excerpts(model, count: 8, tokens, seed: 3, Bos.Never);
        Assert.Equal(8, excerpts.Count);
        var ends = new List<(string Document, int Start, int End)>();
        foreach (var excerpt in excerpts)
        {
            var document = corpus[excerpt.Document];
            var start = Start(document, int.Parse(Regex.Match(excerpt.Place, "^paragraph ([0-9]+)$").Groups[1].Value));
            Assert.Equal(model.Tokenizer.Encode(document.Text[start..]).Take(tokens), excerpt.Prompt.Ids);
            Assert.Equal(tokens, excerpt.Prompt.Length);
            Assert.Equal(model.Tokenizer.DisplayPieces(excerpt.Prompt.Ids), excerpt.Prompt.Pieces);
            Assert.False(excerpt.IsCut);
            var text = excerpt.Prompt.Text.TrimEnd('\uFFFD');
            Assert.StartsWith(text, document.Text[start..], StringComparison.Ordinal);
            Assert.DoesNotContain(ends, other => other.Document == excerpt.Document && start < other.End && other.Start < start + text.Length);
            ends.Add((excerpt.Document, start, start + text.Length));
        }
        Assert.True(excerpts.Select(e => e.Document).Distinct().Count() > 2); // chosen from all of it
    }

    /// <summary>Where a paragraph begins, found in the text itself.</summary>
    static int Start(TextDocument document, int paragraph)
    {
        var at = 0;
        for (var before = 0; before < paragraph; before++) at = document.Text.IndexOf(document.Paragraphs[before], at, StringComparison.Ordinal) + document.Paragraphs[before].Length;
        return document.Text.IndexOf(document.Paragraphs[paragraph], at, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_cannot_read_the_texts_gets_as_many_arbitrary_tokens()
    {
        var corpus = TextCorpus.Load("stories", TestData.RepositoryRoot);
        Assert.Equal(corpus.Excerpts(bytes.Value, 4, 32, seed: 7).Select(excerpt => excerpt.Prompt.Ids), corpus.ExcerptsOrArbitrary(bytes.Value, 4, 32, seed: 7).Select(prompt => prompt.Ids));
        var model = TinyModels.Of("gpt2"); // without a tokenizer
        var prompts = corpus.ExcerptsOrArbitrary(model, 3, 1000, seed: 7);
        Assert.Equal(Enumerable.Repeat(model.Config.ContextLength, 3), prompts.Select(prompt => prompt.Length));
        int[] Ids(long seed) => [.. corpus.ExcerptsOrArbitrary(model, 3, 8, seed).SelectMany(prompt => prompt.Ids)];
        Assert.Equal(24, Ids(7).Length);
        Assert.True(Ids(7).Distinct().Count() > 8);
        Assert.Equal(Ids(7), Ids(7));
        Assert.NotEqual(Ids(7), Ids(8));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.ExcerptsOrArbitrary(model, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.ExcerptsOrArbitrary(model, 1, 0));
    }

    [Fact]
    public void The_seed_chooses_and_a_larger_count_begins_alike()
    {
        var corpus = TextCorpus.Load("stories", TestData.RepositoryRoot);
        string[] Places(int count, long seed) => [.. corpus.Excerpts(bytes.Value, count, 32, seed).Select(e => e.ToString())];
        Assert.Equal(Places(4, 7), Places(9, 7).Take(4));
        Assert.Equal(Places(9, 7), Places(9, 7));
        Assert.NotEqual(Places(9, 7), Places(9, 8));
    }

    [Fact]
    public void The_start_of_sequence_token_is_counted_and_told()
    {
        var (model, corpus) = (pieces.Value, TextCorpus.Load("stories", TestData.RepositoryRoot));
        Prompt First(Bos bos) => corpus.Excerpts(model, 1, 12, seed: 1, bos)[0].Prompt;
        foreach (var bos in Enum.GetValues<Bos>())
        {
            var plain = model.Tokens("Mary", bos);
            var prompt = First(bos);
            Assert.Equal((12, plain.BosCount, plain.BosReason), (prompt.Length, prompt.BosCount, prompt.BosReason));
        }
        Assert.Equal(First(Bos.Never).Ids.Take(11), First(Bos.Always).Ids.Skip(1));
        Assert.Equal(model.Tokenizer.BosId, First(Bos.Always).Ids[0]);
        Assert.Contains("no BOS", Assert.Throws<InvalidOperationException>(() => corpus.Excerpts(WithoutBos(), 1, 8, bos: Bos.Always)).Message, StringComparison.Ordinal);
    }

    static TransformerModel WithoutBos()
    {
        using var tokenizer = TinyTokenizer.ByteLevel();
        return ReadingModel.With(tokenizer.Load(), 64);
    }

    [Fact]
    public void Pieces_are_cut_to_the_models_context_and_say_so()
    {
        var model = ReadingModel.With(pieces.Value.Tokenizer, context: 20);
        var corpus = TextCorpus.Load("stories", TestData.RepositoryRoot);
        var excerpt = corpus.Excerpts(model, 1, 64, bos: Bos.Always)[0];
        Assert.Equal((20, true), (excerpt.Prompt.Length, excerpt.IsCut));
        Assert.EndsWith("cut to the model's context of 20 tokens", excerpt.ToString(), StringComparison.Ordinal);
        Assert.False(corpus.Excerpts(model, 1, 20)[0].IsCut);
        Assert.All(corpus.Windows(model, 64), window => Assert.Equal(window.Prompt.Length == 20, window.IsCut));
        Assert.Equal(5, model.Inspect(TokenBatch.Of(corpus.Excerpts(model, 5, 64).Select(e => e.Prompt)), run => run.Tokens.Rows)); // it runs
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Windows_hold_every_token_once(bool bos)
    {
        var (model, corpus) = (pieces.Value, TextCorpus.Load("stories", TestData.RepositoryRoot));
        var windows = corpus.Windows(model, 50, bos ? Bos.Always : Bos.Never);
        foreach (var document in corpus.Documents)
        {
            var own = windows.Where(w => w.Document == document.Name).ToList();
            Assert.Equal(model.Tokenizer.Encode(document.Text), own.SelectMany(w => w.Prompt.Ids.Skip(bos ? 1 : 0)));
            Assert.All(own.SkipLast(1), window => Assert.Equal(50, window.Prompt.Length));
            Assert.Equal($"tokens {(bos ? 49 : 50)} to {(bos ? 97 : 99)}", own[1].Place);
        }
        Assert.Equal(corpus.Documents.Select(d => d.Name), windows.Select(w => w.Document).Distinct());
    }

    [Fact]
    public void A_text_without_spaces_and_one_of_wide_characters_are_cut_too()
    {
        WriteText("cjk.txt", string.Concat(Enumerable.Repeat("𠮷野家で牛丼を食べる。", 300)));
        WriteText("wall.txt", new string('x', 5000));
        foreach (var name in new[] { "cjk.txt", "wall.txt" })
            foreach (var model in new[] { bytes.Value, pieces.Value })
            {
                var corpus = TextCorpus.Load(PathOf(name));
                Assert.Equal(model.Tokenizer.Encode(corpus.Documents[0].Text).Take(33), corpus.Excerpts(model, 1, 33, bos: Bos.Never)[0].Prompt.Ids);
            }
    }

    [Fact]
    public void Too_many_or_too_short_pieces_say_what_is_possible()
    {
        var corpus = TextCorpus.Load(WriteText("short.txt", "One two three.\n\nFour five six.\n\nSeven."));
        var message = Assert.Throws<ArgumentException>(() => corpus.Excerpts(bytes.Value, 4, 3)).Message;
        Assert.Matches("short gave [1-3] pieces of 3 tokens that do not overlap; 4 are asked for", message);
        Assert.Contains("gave 0 pieces", Assert.Throws<ArgumentException>(() => corpus.Excerpts(bytes.Value, 1, 400)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Excerpts(bytes.Value, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Windows(bytes.Value, 0));
        Assert.Contains("BOS and one of the text", Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Windows(pieces.Value, 1, Bos.Always)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_stops_the_cutting()
    {
        var corpus = TextCorpus.Load("stories", TestData.RepositoryRoot);
        using var work = Work.Begin(new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => corpus.Excerpts(bytes.Value, 1));
        Assert.Throws<OperationCanceledException>(() => corpus.Windows(bytes.Value));
    }
}
