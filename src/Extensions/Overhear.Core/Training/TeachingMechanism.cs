namespace Overhear;

/// <summary>The prompts that teaching models are judged on: held-out pairs of names, half of them in new templates, half with a distractor.</summary>
static class TeachingMechanism
{
    const int Count = 120;
    const long Seed = 1_000_033;

    /// <exception cref="ArgumentException">The model cannot read the prompts.</exception>
    public static MechanismPrompts Prompts(TransformerModel model)
    {
        var set = TaskSet.Of(model,
        [
            .. from order in new[] { IndirectObject.Abba, IndirectObject.Baba }
               from templates in new[] { DataSplit.Training, DataSplit.HeldOut }
               from prompt in IndirectObject.Generate(Count / 4, Seed, new IndirectObjectOptions { Names = DataSplit.HeldOut, Templates = templates, Order = order, Distractors = .5 })
               select prompt,
        ]);
        return new MechanismPrompts(set.Batch, set.Twin(IndirectObject.Swap), set.Metric, set.Positions("IO"), set.Positions("S1"), set.Positions("END"));
    }
}
