namespace Overhear;

/// <summary>What every head writes of the logit difference, with and without some heads. Plain data.</summary>
public sealed class BackupHeadsResult : IResult<BackupHeadsResult>
{
    internal BackupHeadsResult(HeadCircuit removed, PromptValues totalBefore, PromptValues totalAfter, HeadEffects before, HeadEffects after, RunRecord record)
    {
        (Removed, Record) = (removed, record);
        (TotalBefore, TotalAfter) = (totalBefore.As("logit difference", LogitDifference.Unit, record), totalAfter.As("logit difference without the heads", LogitDifference.Unit, record));
        (Before, After) = (before.With(record), after.With(record));
    }

    /// <summary>The heads that were taken away.</summary>
    public HeadCircuit Removed { get; }

    /// <summary>The logit difference of the model.</summary>
    public PromptValues TotalBefore { get; }

    /// <summary>The logit difference without the heads.</summary>
    public PromptValues TotalAfter { get; }

    /// <summary>What each head writes of it, in logits.</summary>
    public HeadEffects Before { get; }

    /// <summary>The same without the heads; of those themselves what their means write.</summary>
    public HeadEffects After { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>After minus before, in logits: above 0 where a head takes over.</summary>
    public HeadEffects Changes()
    {
        var changes = new double[Before.Layers, Before.HeadsPerLayer, Before.Prompts];
        foreach (var head in Before.Heads)
            foreach (var (prompt, value) in After[head].Minus(Before[head]).Values.Index()) changes[head.Layer, head.Head, prompt] = value;
        return new HeadEffects("change of the head's share of the logit difference", Before.Unit, changes) { Record = Record };
    }

    void IResult.Describe(ResultContent content)
    {
        content.Fact("removed", CircuitHeadText.Of(Removed.Heads));
        TotalBefore.AddTo(content, "total_before");
        TotalAfter.AddTo(content, "total_after");
        Before.AddTo(content, "before");
        After.AddTo(content, "after");
    }

    static BackupHeadsResult IResult<BackupHeadsResult>.Read(ResultReader reader) => new(
        new HeadCircuit(CircuitHeadText.Read(reader.Text("removed"))), PromptValues.From(reader, "total_before", null), PromptValues.From(reader, "total_after", null),
        HeadEffects.From(reader, "before"), HeadEffects.From(reader, "after"), reader.Record);

    /// <summary>Both means.</summary>
    public override string ToString() => $"logit difference {TotalBefore}, without {Removed}: {TotalAfter}";
}
