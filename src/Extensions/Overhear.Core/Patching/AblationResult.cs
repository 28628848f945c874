namespace Overhear;

/// <summary>Logit differences with one head or one MLP ablated at all positions, prompt by prompt. Plain data.</summary>
public sealed class AblationResult : IResult<AblationResult>
{
    internal AblationResult(AblationKind kind, PromptValues plain, HeadEffects heads, IReadOnlyList<PromptValues> mlps, int smallestTemplate, RunRecord record)
    {
        (Kind, Heads, SmallestTemplate, Record) = (kind, heads.With(record), smallestTemplate, record);
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
    }

    static AblationResult IResult<AblationResult>.Read(ResultReader reader) => new(
        reader.OneOf<AblationKind>("ablation"), PromptValues.From(reader, "plain", null), HeadEffects.From(reader, "heads"), PromptValues.LayersFrom(reader, "mlps"), reader.Whole("smallest_template"), reader.Record);

    /// <summary>The kind in words.</summary>
    public string Name => Kind switch
    {
        AblationKind.Zero => "zero ablation",
        AblationKind.Mean => "mean ablation",
        AblationKind.TemplateMean => "mean ablation within templates",
        _ => "resample ablation",
    };
}
