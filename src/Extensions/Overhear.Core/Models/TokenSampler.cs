using TorchSharp;

namespace Overhear;

/// <summary>Chooses one token from logits, in double precision and from a documented generator, so that a seed means the same everywhere.</summary>
sealed class TokenSampler(GenerationOptions options)
{
    readonly SeededRandom random = new(options.Seed);

    /// <param name="scores">Logits [vocabulary], float64 on the CPU.</param>
    /// <returns>Without a temperature the lowest id of the largest logit.</returns>
    public int Choose(torch.Tensor scores)
    {
        if (options.Temperature == 0) return (int)scores.argmax().item<long>();
        var logits = scores.data<double>().ToArray();
        var ids = Enumerable.Range(0, logits.Length).ToArray();
        if (options.TopK > 0 || options.TopP < 1) Array.Sort(ids, (a, b) => logits[a] != logits[b] ? logits[b].CompareTo(logits[a]) : a.CompareTo(b));
        if (options.TopK > 0) ids = ids[..Math.Min(options.TopK, ids.Length)];
        var largest = logits.Max();
        var weights = ids.Select(id => Math.Exp((logits[id] - largest) / options.Temperature)).ToArray();
        if (options.TopP < 1) weights = Nucleus(weights);
        var point = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length - 1; i++)
            if ((point -= weights[i]) < 0) return ids[i];
        return ids[weights.Length - 1];
    }

    double[] Nucleus(double[] weights)
    {
        var (needed, sum, count) = (options.TopP * weights.Sum(), 0.0, 0);
        while (count < weights.Length && (count == 0 || sum < needed)) sum += weights[count++];
        return weights[..count];
    }
}
