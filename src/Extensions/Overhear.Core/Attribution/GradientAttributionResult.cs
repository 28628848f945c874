namespace Overhear;

/// <summary>
/// First-order estimates of what setting an activation to its corrupted value does to the clean logit difference, in logits. Plain data.
/// </summary>
public sealed class GradientAttributionResult : IResult<GradientAttributionResult>
{
    readonly double[,,,] values;

    /// <param name="kind">The place.</param>
    /// <param name="hasHeads">Whether the place has heads.</param>
    /// <param name="values">[layer, prompt, position, head]; one head where the place has none.</param>
    /// <param name="record">What it was made with.</param>
    internal GradientAttributionResult(HookKind kind, bool hasHeads, double[,,,] values, RunRecord record) =>
        (Kind, HasHeads, this.values, Record) = (kind, hasHeads, values, record);

    /// <summary>The place, in every layer.</summary>
    public HookKind Kind { get; }

    /// <summary>Whether the place has heads: query heads, or key-value heads for keys and values.</summary>
    public bool HasHeads { get; }

    /// <summary>Layers.</summary>
    public int Layers => values.GetLength(0);

    /// <summary>Prompts.</summary>
    public int Prompts => values.GetLength(1);

    /// <summary>Positions.</summary>
    public int Positions => values.GetLength(2);

    /// <summary>Heads; 1 where the place has none.</summary>
    public int Heads => values.GetLength(3);

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>One estimate.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="prompt">The prompt, from 0.</param>
    /// <param name="position">The position, from 0.</param>
    /// <param name="head">The head, from 0; 0 where the place has none.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public double At(int layer, int prompt, int position, int head = 0) => values[layer, prompt, position, head];

    /// <summary>Each head's estimate for all positions together: their sum.</summary>
    /// <exception cref="InvalidOperationException">The place has no heads.</exception>
    public HeadEffects ByHead()
    {
        if (!HasHeads) throw new InvalidOperationException($"{Kind} has no heads; ByLayer and ByPosition tell what there is.");
        var sums = new double[Layers, Heads, Prompts];
        for (var layer = 0; layer < Layers; layer++)
            for (var prompt = 0; prompt < Prompts; prompt++)
                for (var position = 0; position < Positions; position++)
                    for (var head = 0; head < Heads; head++) sums[layer, head, prompt] += values[layer, prompt, position, head];
        return new HeadEffects(Name, LogitDifference.Unit, sums) { Record = Record };
    }

    /// <summary>Each layer's estimate for all positions and heads together: their sum.</summary>
    public IReadOnlyList<PromptValues> ByLayer() => [.. Enumerable.Range(0, Layers).Select(layer => new PromptValues(
        Enumerable.Range(0, Prompts).Select(prompt => Enumerable.Range(0, Positions).Sum(position => OverHeads(layer, prompt, position)))))];

    /// <summary>The mean over prompts [layer, position], heads together.</summary>
    public LabelledMatrix ByPosition()
    {
        var means = new double[Layers, Positions];
        for (var layer = 0; layer < Layers; layer++)
            for (var position = 0; position < Positions; position++) means[layer, position] = Enumerable.Range(0, Prompts).Average(prompt => OverHeads(layer, prompt, position));
        return new LabelledMatrix(Name, means, Enumerable.Range(0, Layers).Select(l => $"{l}"), Enumerable.Range(0, Positions).Select(p => $"{p}"), "layer", "position", LogitDifference.Unit) { Record = Record };
    }

    void IResult.Describe(ResultContent content)
    {
        content.Fact("place", Kind.ToString()).Axis("layer", Layers).Axis("prompt", Prompts).Axis("position", Positions);
        if (HasHeads) content.Axis("head", Heads);
        content.Numbers("attribution", Name, LogitDifference.Unit, Axes(HasHeads), RowMajor.Of(values), [.. Enumerable.Range(0, Layers).Select(layer => new HookPoint(Kind, layer).Name)]);
    }

    static GradientAttributionResult IResult<GradientAttributionResult>.Read(ResultReader reader)
    {
        var kind = reader.OneOf<HookKind>("place");
        var hasHeads = GradientAttribution.HasHeads(kind);
        var numbers = reader.Numbers("attribution", Axes(hasHeads));
        var values = new double[reader.Size("layer"), reader.Size("prompt"), reader.Size("position"), hasHeads ? reader.Size("head") : 1];
        return new GradientAttributionResult(kind, hasHeads, RowMajor.Fill(values, numbers), reader.Record);
    }

    static string[] Axes(bool hasHeads) => ["layer", "prompt", "position", .. hasHeads ? ["head"] : Array.Empty<string>()];

    double OverHeads(int layer, int prompt, int position) => Enumerable.Range(0, Heads).Sum(head => values[layer, prompt, position, head]);

    string Name => $"estimated change of the logit difference, {Kind} set to its corrupted value";
}
