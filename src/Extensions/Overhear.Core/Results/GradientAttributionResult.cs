namespace Overhear;

/// <summary>Estimated effects of every place of a kind on the logit difference. Plain data.</summary>
public sealed class GradientAttributionResult
{
    readonly IReadOnlyList<double[]> values; // a layer: [prompt, position, head]

    internal GradientAttributionResult(string kind, IReadOnlyList<double[]> values, int prompts, int positions, int heads, RunRecord record)
    {
        this.values = values;
        (Kind, Prompts, Positions, Heads, Record) = (kind, prompts, positions, heads, record);
    }

    /// <summary>The kind of place, as <c>HookKind</c> names it.</summary>
    public string Kind { get; }

    /// <summary>Layers.</summary>
    public int Layers => values.Count;

    /// <summary>Prompts.</summary>
    public int Prompts { get; }

    /// <summary>Positions.</summary>
    public int Positions { get; }

    /// <summary>Heads, or 1 where the place has none.</summary>
    public int Heads { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The estimated change of one prompt's logit difference, in logits.</summary>
    public double this[int layer, int prompt, int position, int head = 0] => values[layer][(prompt * Positions + position) * Heads + head];

    /// <summary>The mean over the prompts, summed over the heads [layer, position].</summary>
    /// <param name="positions">What the positions are called; their numbers unless given.</param>
    public LabelledMatrix ByPosition(IEnumerable<string>? positions = null) => Matrix(
        Positions, (layer, at) => Enumerable.Range(0, Prompts).Average(p => Enumerable.Range(0, Heads).Sum(h => this[layer, p, at, h])), positions ?? Numbers(Positions), "position");

    /// <summary>The mean over the prompts, summed over the positions [layer, head].</summary>
    public LabelledMatrix ByHead() => Matrix(
        Heads, (layer, head) => Enumerable.Range(0, Prompts).Average(p => Enumerable.Range(0, Positions).Sum(at => this[layer, p, at, head])), Numbers(Heads), "head");

    LabelledMatrix Matrix(int columns, Func<int, int, double> value, IEnumerable<string> labels, string title)
    {
        var means = new double[Layers, columns];
        for (var layer = 0; layer < Layers; layer++)
            for (var column = 0; column < columns; column++) means[layer, column] = value(layer, column);
        return new LabelledMatrix($"estimated change at {Kind}", means, Numbers(Layers), labels, "layer", title, "logits");
    }

    static IEnumerable<string> Numbers(int count) => Enumerable.Range(0, count).Select(n => $"{n}");
}
