namespace Overhear;

/// <summary>Where one head looks on one prompt.</summary>
public sealed class HeadPattern
{
    readonly double[,] weights;

    /// <summary>A head's attention probabilities. The numbers are copied.</summary>
    /// <param name="head">The head.</param>
    /// <param name="weights">The probabilities [query, key].</param>
    /// <exception cref="ArgumentException">There are not as many keys as queries.</exception>
    public HeadPattern(HeadId head, double[,] weights)
    {
        if (weights.GetLength(0) != weights.GetLength(1))
            throw new ArgumentException($"The pattern of head {head} has {weights.GetLength(0)} queries and {weights.GetLength(1)} keys; a pattern has as many of both as the prompt has tokens.", nameof(weights));
        Head = head;
        this.weights = (double[,])weights.Clone();
    }

    /// <summary>The head.</summary>
    public HeadId Head { get; }

    /// <summary>How many tokens the prompt has.</summary>
    public int Length => weights.GetLength(0);

    /// <summary>The probability with which a query's position looks at a key's, both counted from 0.</summary>
    public double this[int query, int key] => weights[query, key];

    /// <summary>The patterns of a layer's heads.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="pattern">The attention probabilities [head, query, key].</param>
    /// <exception cref="ArgumentException">There are not as many keys as queries.</exception>
    public static IReadOnlyList<HeadPattern> OfLayer(int layer, double[,,] pattern)
    {
        var (heads, queries, keys) = (pattern.GetLength(0), pattern.GetLength(1), pattern.GetLength(2));
        var patterns = new HeadPattern[heads];
        for (var head = 0; head < heads; head++)
        {
            var weights = new double[queries, keys];
            for (var query = 0; query < queries; query++)
                for (var key = 0; key < keys; key++)
                    weights[query, key] = pattern[head, query, key];
            patterns[head] = new HeadPattern(new HeadId(layer, head), weights);
        }
        return patterns;
    }
}
