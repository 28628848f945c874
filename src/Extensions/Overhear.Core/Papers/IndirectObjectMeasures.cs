namespace Overhear;

/// <summary>Quantities of Wang et al. 2022 that its heads, circuits and adversarial prompts give.</summary>
static class IndirectObjectMeasures
{
    static readonly (string Name, string? Role)[] distractors = [("before a distractor", null), ("with another S", "S1"), ("with another IO", "IO")];
    static readonly (int Token, string Name)[] tokens = [(1, "as it is"), (0, "random"), (-1, "inverted")];

    public static PaperMeasures AddTo(PaperMeasures measures)
    {
        var all = measures
            .With("IOI heads in the circuit", OfHeads((_, _) => Circuit.Heads.Count))
            .With("IOI name movers' mean attention from END to IO", OfHeads((model, set) => Mean(Looks(model, set, "IO"), "name mover")))
            .With("IOI correlation of name movers' attention with what they write", OfHeads((model, set) => Heads("name mover").Min(head => AttentionAndWriting.Of(model, set, head, "IO", "S1").Correlation)))
            .With("IOI least copy score of the name movers", OfHeads((model, set) => 100 * Heads("name mover").Min(head => Copies(model, set, false)[head].Mean)))
            .With("IOI mean copy score of all heads", OfHeads((model, set) => 100 * Mean(Copies(model, set, false), null)))
            .With("IOI negative copy score of the negative name movers", OfHeads((model, set) => 100 * Mean(Copies(model, set, true), "negative name mover")))
            .With("IOI mean negative copy score of all heads", OfHeads((model, set) => 100 * Mean(Copies(model, set, true), null)))
            .With("IOI S-inhibition heads' mean attention from END to S2", OfHeads((model, set) => Mean(Looks(model, set, "S2"), "S-inhibition")))
            .With("IOI drop of the logit difference without name movers", OfHeads((model, set) => Without(model, set, "name mover")))
            .With("IOI faithfulness: difference of the circuit to the model", OfFaithfulness(found => found.Difference))
            .With("IOI faithfulness: difference in percent of the model's logit difference", OfFaithfulness(found => 100 * found.Difference / found.Model.Mean))
            .With("IOI faithfulness: share of the model's logit difference", OfFaithfulness(found => 100 * found.Share))
            .With("IOI faithfulness of the naive circuit: difference to the model", OfHeads((model, set) => CircuitFaithfulness.Of(model, set, IndirectObjectCircuit.Gpt2SmallNaive).Difference))
            .With("IOI largest incompleteness found greedily", OfHeads((model, set) => CircuitCompleteness.Of(model, set, Circuit).Points.Where(point => point.Kind == "greedy").Max(point => point.Incompleteness)))
            .With("IOI least minimality score", OfHeads((model, set) => 100 * CircuitMinimality.Of(model, set, Circuit).Least.Share))
            .With("IOI logit difference per position signal", OfSignals(signals => signals.PerPosition))
            .With("IOI logit difference per token signal", OfSignals(signals => signals.PerToken))
            .With("IOI mean error of the two signals' sum", OfSignals(signals => 100 * signals.MeanError))
            .With("IOI logit difference with signals from a longer prefix", OfHeads(BehindASentence))
            .With("IOI logit difference without all MLPs but the first", subject => subject.Model.Config.Layers < 2
                ? PaperMeasurement.NotRun("the model has one MLP")
                : new PaperMeasurement(MlpKnockout.Of(subject.Model, subject.IndirectObject, [.. Enumerable.Range(1, subject.Model.Config.Layers - 1)]).Mean, subject.IndirectObjectRemark));
        foreach (var (token, name) in tokens)
            foreach (var (position, of) in new[] { (1, "as it is"), (-1, "inverted") })
                all = all.With($"IOI logit difference: token {name}, position {of}", OfSignals(signals => signals[token, position].Mean));
        foreach (var (name, role) in distractors)
            all = all.With($"IOI logit difference {name}", OfAnswers(role, answers => answers.Difference.Mean)).With($"IOI IO probability {name}", OfAnswers(role, answers => answers.Probability.Mean))
                .With($"IOI share of prompts with S above IO {name}", OfAnswers(role, answers => 100 * answers.Difference.Values.Average(difference => difference < 0 ? 1.0 : 0)));
        return all;
    }

    static HeadCircuit Circuit => IndirectObjectCircuit.Gpt2Small;

    /// <summary>A quantity of the paper's own heads, which are those of a model of 12 layers of 12 heads.</summary>
    static Func<PaperSubject, PaperMeasurement> OfHeads(Func<TransformerModel, TaskSet, double> measure) => subject => subject.Model.Config is { Layers: 12, Heads: 12 }
        ? new PaperMeasurement(measure(subject.Model, subject.IndirectObject), $"of the paper's heads, {subject.IndirectObjectRemark}")
        : PaperMeasurement.NotRun("the paper's heads are those of GPT-2 small, of 12 layers of 12 heads");

    static Func<PaperSubject, PaperMeasurement> OfFaithfulness(Func<FaithfulnessResult, double> measure) => subject =>
        OfHeads((model, set) => measure(subject.Once("faithfulness", () => CircuitFaithfulness.Of(model, set, Circuit))))(subject);

    static Func<PaperSubject, PaperMeasurement> OfSignals(Func<InhibitionSignalsResult, double> measure) => subject => OfHeads((model, _) => measure(subject.Once("signals", () =>
    {
        var (prompts, seed) = (subject.Options.Prompts, subject.Options.Seed);
        return InhibitionSignals.Of(model, TaskSet.Of(model, SignalTwins.Add(IndirectObject.Generate(prompts, seed), seed)), Heads("S-inhibition"));
    })))(subject);

    /// <summary>S-inhibition heads that write what they write behind a sentence in front: position signals are relative where the answer stays (appendix A).</summary>
    static double BehindASentence(TransformerModel model, TaskSet set)
    {
        var source = TaskSet.Of(model, set.Rows.Select(row => row.Prompt.Behind($"{FillerSentences.Example} ")));
        if (source.Count != set.Count) throw new ArgumentException($"the model cannot be asked {set.Count - source.Count} of the prompts behind a sentence");
        return EndOutputs.Use(model, set.Batch, Heads("S-inhibition"), source.Batch, HookSelection.None, run => set.Metric.Read(model, run)).Mean;
    }

    static Func<PaperSubject, PaperMeasurement> OfAnswers(string? role, Func<TaskAnswersResult, double> measure) => subject =>
    {
        var prompts = IndirectObject.Generate(subject.Options.Prompts, subject.Options.Seed);
        return new PaperMeasurement(measure(TaskAnswers.Of(subject.Model, role is null ? subject.IndirectObject : TaskSet.Of(subject.Model, IndirectObject.Naming(prompts, role, subject.Options.Seed)))), subject.IndirectObjectRemark);
    };

    static IReadOnlyList<HeadId> Heads(string role) => [.. Circuit.OfRole(role).Select(head => head.Head)];

    static HeadEffects Looks(TransformerModel model, TaskSet set, string at) => PositionAttention.Of(model, set.Batch, set.Positions("END"), set.Positions(at), $"END to {at}");

    static HeadEffects Copies(TransformerModel model, TaskSet set, bool negative) => CopyScores.Of(model, set.Batch, [set.Positions("IO"), set.Positions("S1"), set.Positions("S2")], negative);

    static double Mean(HeadEffects effects, string? role) => (role is null ? effects.Heads : Heads(role)).Average(head => effects[head].Mean);

    static double Without(TransformerModel model, TaskSet set, string role)
    {
        var found = BackupHeads.Of(model, set, new HeadCircuit(Circuit.OfRole(role)));
        return 100 * (1 - found.TotalAfter.Mean / found.TotalBefore.Mean);
    }
}
