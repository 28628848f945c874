namespace Overhear;

/// <summary>Quantities of Merullo et al. 2023: Colored Objects with attention set or cut at the paper's heads, and what both tasks share.</summary>
static class CircuitReuseMeasures
{
    const int TopHeads = 10;
    const double TopPercent = 2;
    const int Controls = 10;

    public static PaperMeasures AddTo(PaperMeasures measures) => measures
        .With("Colored Objects accuracy with the negative mover repaired", OfRepair(repair => 100 * Of(repair, CircuitReuseCircuit.NegativeMover).Accuracy))
        .With("Colored Objects accuracy with the inhibition heads repaired", OfRepair(repair => 100 * Of(repair, CircuitReuseCircuit.Inhibition).Accuracy))
        .With("Colored Objects accuracy with both repaired", OfRepair(repair => 100 * repair.After.Accuracy))
        .With("Colored Objects new mistakes with both repaired", OfRepair(repair => repair.After.NewMistakes))
        .With("Colored Objects change of movers' attention to wrong colors", OfRepair(repair => 100 * (Movers(repair.After.ToWrong) - Movers(repair.Before.ToWrong))))
        .With("Colored Objects change of movers' attention to the right color", OfRepair(repair => 100 * (Movers(repair.After.ToRight) - Movers(repair.Before.ToRight))))
        .With("Colored Objects movers' logit attribution with both repaired over that without", OfRepair(repair => Movers(repair.After.Attribution) / Movers(repair.Before.Attribution)))
        .With("Colored Objects Spearman of change in logit attribution and path-patching importance", OfHeads(subject => Spearman(Repair(subject), ToLogits(subject).Second)))
        .With("Colored Objects accuracy with content gatherers blocked", OfHeads(subject => 100 * Block(subject).Cut.Mean))
        .With("Colored Objects accuracy with random heads blocked", OfHeads(subject => 100 * Block(subject).ControlAccuracies!.Mean))
        .With("overlap of IOI and Colored Objects", OfHeads(subject => 100 * Overlap(subject)))
        .With("overlap of IOI and Colored Objects, top 10 heads to the logits", subject => new PaperMeasurement(Shared(ToLogits(subject)), Remark(subject)));

    static Func<PaperSubject, PaperMeasurement> OfRepair(Func<AttentionRepairResult, double> measure) => OfHeads(subject => measure(Repair(subject)));

    /// <summary>A quantity of the paper's own heads, which are those of a model of 24 layers of 16 heads.</summary>
    static Func<PaperSubject, PaperMeasurement> OfHeads(Func<PaperSubject, double> measure) => subject => subject.Model.Config is { Layers: 24, Heads: 16 }
        ? new PaperMeasurement(measure(subject), $"of the paper's heads, {Remark(subject)}")
        : PaperMeasurement.NotRun("the paper's heads are those of GPT-2 medium, of 24 layers of 16 heads");

    static string Remark(PaperSubject subject) => subject.ColoredObjectsRemark;

    static AttentionRepairResult Repair(PaperSubject subject) => subject.Once(nameof(Repair), () => AttentionRepair.Of(
        subject.Model, subject.ColoredObjects, AnswerPlaces.Of(subject.ColoredObjects, "COLOR"), CircuitReuseCircuit.Inhibition, CircuitReuseCircuit.NegativeMover));

    static RepairedRun Of(AttentionRepairResult repair, HeadGroup group) => repair.Runs.Single(run => run.Name == group.Name);

    /// <summary>The question behind the listed things is what gatherers are kept from.</summary>
    static AttentionBlockResult Block(PaperSubject subject) => subject.Once(nameof(Block), () =>
    {
        IReadOnlyList<IReadOnlyList<int>> question = [.. subject.ColoredObjects.Rows.Select(row => (int[])[.. Enumerable.Range(row.Positions["OBJECT3"] + 1, row.Positions["QUERY"] - row.Positions["OBJECT3"])])];
        return AttentionBlock.Of(subject.Model, subject.ColoredObjects, CircuitReuseCircuit.ContentGatherers.Heads, question, new AttentionBlockOptions { Controls = Controls, Seed = subject.Options.Seed });
    });

    /// <summary>Paths of each head to the logits in both tasks, as shares of the change between clean and corrupted prompts (section 3).</summary>
    static HeadStage ToLogits(PaperSubject subject) => subject.Once(nameof(ToLogits), () => Stage("logits", PathPatching.ToLogits(subject.Model, Names(subject)), PathPatching.ToLogits(subject.Model, Colors(subject))));

    /// <summary>The share of heads among the most important ones of each stage, stage by stage: the paper does not say how it counts.</summary>
    static double Overlap(PaperSubject subject)
    {
        PatchingResult Into(TwinPrompts twins, HeadGroup heads, Func<HeadId, PathReceiver> receiver, string at) => PathPatching.Into(subject.Model, twins, [.. heads.Heads.Select(receiver)], at);
        var (names, colors) = (Names(subject), Colors(subject));
        HeadStage[] stages =
        [
            ToLogits(subject), Stage("movers' queries", Into(names, CircuitReuseCircuit.Movers, PathReceiver.Query, "END"), Into(colors, CircuitReuseCircuit.Movers, PathReceiver.Query, "END")),
            Stage("values", Into(names, CircuitReuseCircuit.Inhibition, PathReceiver.Value, "S2"), Into(colors, CircuitReuseCircuit.ContentGatherers, PathReceiver.Value, "QUERY")),
        ];
        return HeadOverlap.Of(stages, new HeadOverlapOptions { Thresholds = [TopPercent], Seed = subject.Options.Seed }).Single(row => row is { Stage: null, Definition: OverlapDefinition.PerStage }).Share;
    }

    static TwinPrompts Names(PaperSubject subject) => subject.IndirectObject.Against(IndirectObject.Swap);

    static TwinPrompts Colors(PaperSubject subject) => subject.SomeColoredObjects.Against(ColoredObjects.Other);

    static HeadStage Stage(string name, PatchingResult names, PatchingResult colors) => new(name, names.Heads(EffectScale.ShareOfChange), colors.Heads(EffectScale.ShareOfChange));

    static double Spearman(AttentionRepairResult repair, HeadEffects importance)
    {
        var (before, after) = (repair.Before.Attribution, repair.After.Attribution);
        return RankCorrelation.Spearman(before.Heads.Select(head => after[head].Mean - before[head].Mean), before.Heads.Select(head => importance[head].Mean));
    }

    static int Shared(HeadStage stage)
    {
        IEnumerable<HeadId> Top(HeadEffects of) => of.Heads.OrderByDescending(head => Math.Abs(of[head].Mean)).Take(TopHeads);
        return Top(stage.First).Intersect(Top(stage.Second)).Count();
    }

    static double Movers(HeadEffects of) => CircuitReuseCircuit.Movers.Heads.Average(head => of[head].Mean);
}
