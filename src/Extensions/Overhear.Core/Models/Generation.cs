using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Continues a prompt token by token, keys and values of earlier tokens kept.</summary>
static class Generation
{
    public static GeneratedText Generate(TransformerModel model, Prompt prompt, GenerationOptions options)
    {
        Require(model, prompt, options);
        var stops = StopIds(model, options);
        var room = model.Config.ContextLength - prompt.Length + 1; // the last token added need not be run
        var count = Math.Min(options.MaxNewTokens, room);
        var sampler = new TokenSampler(options);
        var (ids, logProbabilities) = (new List<int>(), new List<double>());
        var stoppedAt = count < options.MaxNewTokens ? $"the model's context of {model.Config.ContextLength} tokens" : $"the {count} tokens asked for";

        using var scope = NewDisposeScope();
        using var mode = no_grad();
        using var hooks = new HookBus(HookSelection.None, options.Edits, differentiate: false);
        using var cache = new KeyValueCache(model.Config, 1, prompt.Length + count, model.Weights.Embed.dtype, model.TorchDevice);
        IReadOnlyList<int> next = prompt.Ids;
        while (ids.Count < count)
        {
            Work.Current.Step("Generating", ids.Count, count);
            var (id, logProbability) = Step(model, next, cache, hooks, sampler);
            if (!double.IsFinite(logProbability)) throw new InvalidOperationException($"The model's logits are not numbers after {prompt.Length + ids.Count} tokens. In Float16 large activations overflow: try BFloat16 or Float32.");
            ids.Add(id);
            logProbabilities.Add(logProbability);
            if (stops.Contains(id))
            {
                stoppedAt = $"the token {TokenRanking.Piece(model.OptionalTokenizer, id)} that ends a text";
                break;
            }
            next = [id];
        }
        hooks.Receipts();
        Work.Current.Step("Generating", ids.Count, ids.Count);
        return new GeneratedText(
            prompt.Text, prompt.Ids, ids, [.. ids.Select(id => TokenRanking.Piece(model.OptionalTokenizer, id))], logProbabilities,
            Text(model, prompt, ids), stoppedAt, model.Record(options.Temperature == 0 ? null : options.Seed));
    }

    /// <summary>Runs new tokens against the cache and chooses what follows the last of them; its log probability is NaN where a logit is.</summary>
    static (int Id, double LogProbability) Step(TransformerModel model, IReadOnlyList<int> tokens, KeyValueCache cache, HookBus hooks, TokenSampler sampler)
    {
        using var scope = NewDisposeScope();
        var device = model.TorchDevice;
        var ids = tensor(tokens.Select(id => (long)id).ToArray(), device: device).unsqueeze(0);
        var positions = Arithmetic.Range(cache.Length, cache.Length + tokens.Count, device).unsqueeze(0);
        var pass = ForwardPass.Start(model.Config, hooks, positions, null, model.Weights.Embed.dtype, cache);
        var residual = Decoder.Layers(Decoder.Embed(ids, model.Weights, pass), 0, model.Config.Layers, model.Weights, pass, Work.Current.Cancellation);
        cache.Advance(tokens.Count);
        var logits = Decoder.Unembed(residual.narrow(1, tokens.Count - 1, 1), model.Weights, pass).flatten().to(ScalarType.Float64, CPU);
        var normalizer = logits.logsumexp(0).item<double>();
        if (!double.IsFinite(normalizer)) return (0, double.NaN);
        var id = sampler.Choose(logits);
        return (id, logits[id].item<double>() - normalizer);
    }

    static HashSet<int> StopIds(TransformerModel model, GenerationOptions options) =>
        [.. options.StopIds ?? [.. model.Config.EosIds, .. model.OptionalTokenizer?.EosId is { } eos ? [eos] : Array.Empty<int>()]];

    /// <summary>Decoded together with the prompt, since a first piece may lose its space when it stands alone.</summary>
    static string Text(TransformerModel model, Prompt prompt, List<int> ids)
    {
        if (model.OptionalTokenizer is not { } tokenizer) return string.Concat(ids.Select(id => $"[{id}]"));
        var (before, all) = (tokenizer.Decode(prompt.Ids, skipSpecialTokens: true), tokenizer.Decode([.. prompt.Ids, .. ids], skipSpecialTokens: true));
        return all.StartsWith(before, StringComparison.Ordinal) ? all[before.Length..] : tokenizer.Decode(ids, skipSpecialTokens: true);
    }

    static void Require(TransformerModel model, Prompt prompt, GenerationOptions options)
    {
        var problems = new List<string>();
        if (prompt.Length == 0) problems.Add("The prompt is empty. A prompt has at least one token; where the text is empty, begin with BOS (Bos.Always).");
        if (prompt.Length > model.Config.ContextLength) problems.Add($"The prompt has {prompt.Length} tokens; the model's context is {model.Config.ContextLength}.");
        if (options.MaxNewTokens < 1) problems.Add($"MaxNewTokens is {options.MaxNewTokens}; it is at least 1.");
        if (!(options.Temperature >= 0) || double.IsInfinity(options.Temperature)) problems.Add($"The temperature is {options.Temperature}; it is 0 or more.");
        if (options.TopK < 0) problems.Add($"TopK is {options.TopK}; it is 0 (all tokens) or more.");
        if (!(options.TopP > 0 && options.TopP <= 1)) problems.Add($"TopP is {options.TopP}; it is above 0 and at most 1.");
        foreach (var id in prompt.Ids.Concat(options.StopIds ?? []).Where(id => id < 0 || id >= model.Config.VocabularySize).Distinct())
            problems.Add($"There is no token {id}; ids are 0 to {model.Config.VocabularySize - 1}.");
        foreach (var edit in options.Edits)
            if (HookShape.WhyMissing(model.Config, edit.Point) is { } why) problems.Add($"An edit is at {edit.Point}. {why}");
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
