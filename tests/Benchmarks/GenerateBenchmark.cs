namespace Overhear.Benchmarks;

/// <summary>Generation with its cache against the bare products of one row a token.</summary>
sealed class GenerateBenchmark : IBenchmark
{
    const int Tokens = 50;

    public string Name => "generate";

    public string Question => $"{Tokens} tokens with the cache of keys and values / {Tokens} times the bare products of one row with all weights, each in its fastest order";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        var (model, prompt) = (subject.Model, subject.Prompts.First);
        var tokens = Math.Min(Tokens, model.Config.ContextLength - prompt.Length);
        using var products = new BareProducts(model, rows: 1);
        IReadOnlyList<int> Generate(int count) => model.Generate(prompt, new GenerationOptions { MaxNewTokens = count, StopIds = [] }).NewIds;
        RequireSame(WithoutCache(model, prompt, tokens), [.. prompt.Ids, .. Generate(tokens)]);
        var comparison = clock.Compare(
            new Side("generation", tokens, chosen => Generate(chosen.Count)),
            new Side("bare products", tokens, chosen => { foreach (var _ in chosen) products.Run(); }));
        return Figure.Of(Name, Bound.AtMost(1.4), comparison, [$"{tokens} tokens after {prompt.Length}; the same ids as without the cache", .. products.Notes]);
    }

    static List<int> WithoutCache(TransformerModel model, Prompt prompt, int tokens)
    {
        List<int> ids = [.. prompt.Ids];
        var lastLogits = new RunOptions { Logits = LogitsAt.LastToken };
        for (var i = 0; i < tokens; i++) ids.Add(model.Inspect(TokenBatch.FromIds([ids]), run => (int)run.Logits.argmax().item<long>(), lastLogits));
        return ids;
    }

    static void RequireSame(IReadOnlyList<int> expected, IReadOnlyList<int> actual)
    {
        var at = Enumerable.Range(0, expected.Count).FirstOrDefault(i => i >= actual.Count || expected[i] != actual[i], -1);
        if (at >= 0) throw new InvalidOperationException($"Token {at} is {expected[at]} without the cache and {(at < actual.Count ? actual[at] : "missing")} with it.");
    }
}
