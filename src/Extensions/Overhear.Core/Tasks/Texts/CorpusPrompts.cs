namespace Overhear;

/// <summary>Prompts from a corpus for any model, also for one that cannot read it.</summary>
public static class CorpusPrompts
{
    /// <summary>
    /// Pieces of the corpus, as <see cref="TextCorpus.Excerpts"/> chooses them; where the model cannot read all of its texts, for want of a
    /// tokenizer or of words, as many prompts of arbitrary tokens.
    /// </summary>
    /// <param name="corpus">The texts.</param>
    /// <param name="model">The model that shall read them.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="tokens">Tokens of each; where the context holds fewer, as many as it holds.</param>
    /// <param name="seed">Equal seeds choose equal pieces, and equal arbitrary tokens.</param>
    /// <returns>Prompts of one length: a batch of them needs no padding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or a length is below what is possible.</exception>
    /// <exception cref="ArgumentException">The texts give fewer such pieces; the message says how many.</exception>
    public static IReadOnlyList<Prompt> ExcerptsOrArbitrary(this TextCorpus corpus, TransformerModel model, int count, int tokens = 64, long seed = 0)
    {
        if (corpus.Documents.All(document => model.CanRead(document.Text))) return [.. corpus.Excerpts(model, count, tokens, seed).Select(excerpt => excerpt.Prompt)];
        if (tokens < 1) throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "A prompt has at least one token.");
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one prompt is asked for.");
        var random = new SeededRandom(seed);
        var length = Math.Min(tokens, model.Config.ContextLength);
        return [.. Enumerable.Range(0, count).Select(_ => model.PromptOf([.. Enumerable.Range(0, length).Select(_ => random.Next(model.Config.VocabularySize))]))];
    }
}
