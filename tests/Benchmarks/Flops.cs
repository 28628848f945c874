namespace Overhear.Benchmarks;

/// <summary>Floating point operations of a GPT-2-shaped model, two for each multiplication and addition; attention's own products are left out.</summary>
sealed class Flops(TransformerConfig c)
{
    /// <summary>Queries, keys, values and output of one row in one layer.</summary>
    public double Attention => 8.0 * c.DModel * c.DModel;

    /// <summary>The MLP of one row in one layer.</summary>
    public double Mlp => 4.0 * c.DModel * c.DMlp;

    /// <summary>A whole pass over so many rows, all logits.</summary>
    public double Pass(double rows) => rows * (c.Layers * (Attention + Mlp) + 2.0 * c.DModel * c.VocabularySize);

    /// <summary>The two plain runs behind a sweep, without logits.</summary>
    public double Plain(double rows) => 2 * rows * c.Layers * (Attention + Mlp);

    /// <summary>Layers behind a change of attention's output, for one variant of so many rows: the rest of its layer, the layers behind it; of the last one, the end's row alone.</summary>
    public double Behind(int layer, double rows)
    {
        if (layer == c.Layers - 1) return Mlp;
        return rows * Mlp + (c.Layers - layer - 2) * rows * (Attention + Mlp) + rows * Attention / 2 + Attention / 2 + Mlp;
    }

    /// <summary>The same where the change is at the first of the rows alone: its layer computes that row, the next one its queries, keys and values.</summary>
    public double BehindFirstRow(int layer, double rows)
    {
        var last = c.Layers - 1;
        if (layer == last) return Mlp;
        var projected = .75 * Attention;
        if (layer + 1 == last) return Mlp + projected + .25 * Attention + Mlp;
        return Mlp + projected + rows * (.25 * Attention + Mlp) + (last - layer - 2) * rows * (Attention + Mlp) + rows * Attention / 2 + Attention / 2 + Mlp;
    }

    /// <summary>A line of a benchmark's notes.</summary>
    public static string Ratio(double theirs, double ours) => FormattableString.Invariant($"{theirs / 1e12:0.00} and {ours / 1e12:0.000} TFLOP, counted: ratio {theirs / ours:0.0}");
}
