namespace Overhear;

/// <summary>Logit differences with one head or one MLP ablated at all positions, prompt by prompt. Plain data.</summary>
public sealed class AblationResult : IResult<AblationResult>
{
    readonly double[,,] changes; // [layer, head or MLP, prompt]

    internal AblationResult(AblationKind kind, PromptValues plain, HeadEffects heads, IReadOnlyList<PromptValues> mlps, double[,,] changes, int smallestTemplate, RunRecord record)
    {
        (Kind, Heads, this.changes, SmallestTemplate, Record) = (kind, heads.With(record), changes, smallestTemplate, record);
        Plain = plain.As(LogitDifference.Name, LogitDifference.Unit, record);
        Mlps = [.. mlps.Select((mlp, layer) => mlp.As($"logit difference with MLP {layer} ablated", LogitDifference.Unit, record))];
    }

    /// <summary>What took the place of the ablated output.</summary>
    public AblationKind Kind { get; }

    /// <summary>The logit difference with nothing ablated: correct minus wrong, in logits.</summary>
    public PromptValues Plain { get; }

    /// <summary>The logit difference with that head ablated, in logits.</summary>
    public HeadEffects Heads { get; }

    /// <summary>The logit difference with that layer's MLP ablated, in logits.</summary>
    public IReadOnlyList<PromptValues> Mlps { get; }

    /// <summary>How many prompts the template with the fewest of them has, where means were taken by template; else 0.</summary>
    public int SmallestTemplate { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>What ablating a head changed at its own place.</summary>
    public PatchReceipt Receipt(HeadId head) => Of(head.Layer, head.Head);

    /// <summary>What ablating a layer's MLP changed at its own place.</summary>
    public PatchReceipt MlpReceipt(int layer) => Of(layer, Heads.HeadsPerLayer);

    /// <summary>Ablated minus plain, in logits: below 0 where the head serves the correct answer, 0 where it does nothing.</summary>
    public HeadEffects HeadChanges() => Heads.Minus(Plain, $"change of the logit difference, {Name}");

    /// <summary>Ablated minus plain, in logits: below 0 where the MLP serves the correct answer, 0 where it does nothing.</summary>
    public IReadOnlyList<PromptValues> MlpChanges() => [.. Mlps.Select(mlp => mlp.Minus(Plain))];

    void IResult.Describe(ResultContent content)
    {
        content.Fact("ablation", Kind.ToString()).Fact("smallest_template", SmallestTemplate);
        Plain.AddTo(content, "plain");
        Heads.AddTo(content, "heads");
        PromptValues.AddTo(content, "mlps", "logit difference with the MLP ablated", LogitDifference.Unit, Mlps);
        content.Axis("part", Heads.HeadsPerLayer + 1).Numbers("change", "size of the change at its own place, heads and then the MLP", "", ["layer", "part", "prompt"], RowMajor.Of(changes));
    }

    static AblationResult IResult<AblationResult>.Read(ResultReader reader) => new(
        reader.OneOf<AblationKind>("ablation"), PromptValues.From(reader, "plain", null), HeadEffects.From(reader, "heads"), PromptValues.LayersFrom(reader, "mlps"),
        RowMajor.Fill(new double[reader.Size("layer"), reader.Size("part"), reader.Size("prompt")], reader.Numbers("change", "layer", "part", "prompt")), reader.Whole("smallest_template"), reader.Record);

    PatchReceipt Of(int layer, int part)
    {
        double[] fired = [.. Enumerable.Range(0, Plain.Values.Count).Select(prompt => changes[layer, part, prompt])];
        return new PatchReceipt(fired.Length, Math.Sqrt(fired.Sum(change => change * change)));
    }

    /// <summary>The kind in words.</summary>
    public string Name => Kind switch
    {
        AblationKind.Zero => "zero ablation",
        AblationKind.Mean => "mean ablation",
        AblationKind.TemplateMean => "mean ablation within templates",
        _ => "resample ablation",
    };
}
