using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Makes heads look where a circuit needs them to, and asks again (Merullo et al. 2023, arXiv:2310.08744, section 5): the last token's
/// attention of each head is taken from everything and divided equally among the wrong answers.
/// </summary>
/// <remarks>
/// For heads that work against what they attend to: inhibition heads, and movers with a negative sign. The rows are set after the softmax,
/// all in one pass, everything after them live. It knows the right answer, so it shows what the circuit could do, not a better model.
/// </remarks>
public static class AttentionRepair
{
    const int Rows = 16; // of a pass: bounds what logits and patterns take

    /// <summary>The name of the run of all groups at once.</summary>
    public const string Together = "both";

    /// <summary>The model as it is, with each group of heads by itself, and with all groups.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts.</param>
    /// <param name="places">Where answers stand: the wrong ones' places get the attention.</param>
    /// <param name="groups">The groups of heads, for instance inhibition heads and negative movers.</param>
    /// <remarks>One forward pass for the model as it is, one for each group, and one for all where there are several.</remarks>
    /// <exception cref="ArgumentException">There is no group or one without heads, a head is not the model's, or places do not fit the prompts; the message lists every problem.</exception>
    public static AttentionRepairResult Of(TransformerModel model, TaskSet set, AnswerPlaces places, params IReadOnlyList<HeadGroup> groups)
    {
        Require(model, set, places, groups);
        List<HeadGroup> asked = [new("as it is"), .. groups];
        if (groups.Count > 1) asked.Add(new HeadGroup(groups.Count == 2 ? Together : "all", [.. groups.SelectMany(group => group.Heads).Distinct()]));
        List<RepairedRun> runs = [];
        foreach (var group in asked)
        {
            Work.Current.Step("Attention repair", runs.Count, asked.Count, group.Name);
            runs.Add(Run(model, set, places, group, runs.Count > 0 ? runs[0].Correct : null));
        }
        Work.Current.Step("Attention repair", asked.Count, asked.Count);
        return new AttentionRepairResult(runs, model.Record());
    }

    static RepairedRun Run(TransformerModel model, TaskSet set, AnswerPlaces places, HeadGroup group, PromptValues? before)
    {
        var c = model.Config;
        double[,,] Table() => new double[c.Layers, c.Heads, set.Count];
        var (correct, shares, right, wrong) = (new List<bool>(), Table(), Table(), Table());
        foreach (var (tokens, metric, first) in set.Chunks(Rows))
        {
            Work.Current.ThrowIfCancelled();
            var (answers, others) = (places.Right.Skip(first).Take(tokens.Rows).Select(at => (IReadOnlyList<int>)[at]).ToList(), places.Wrong.Skip(first).Take(tokens.Rows).ToList());
            var edits = group.Heads.GroupBy(head => head.Layer).Select(layer => new Hook(HookPoint.Pattern(layer.Key), pattern => EndRows.Share(pattern, tokens, layer, others))).ToList();
            model.Inspect(tokens, run =>
            {
                correct.AddRange(TopAnswers.Read(run.Logits.squeeze(1), metric.Correct));
                Copy(DirectLogitAttribution.OfHeads(model, run, metric), shares, first);
                Copy(EndRows.Sums(model, run, answers), right, first);
                Copy(EndRows.Sums(model, run, others), wrong, first);
                return 0;
            }, new RunOptions { Edits = edits, Keep = HookSelection.Kinds(HookKind.Z, HookKind.Pattern), Logits = LogitsAt.LastToken });
        }
        var values = new PromptValues(correct.Select(hit => hit ? 1.0 : 0)) { Name = $"answers right, {group.Name}", Record = model.Record() };
        HeadEffects Of(string name, string unit, double[,,] table) => new(name, unit, table) { Record = model.Record() };
        return new RepairedRun(
            group.Name, group.Heads, values, before is null ? 0 : before.Values.Zip(values.Values).Count(pair => pair is (1, 0)),
            Of("share of the logit difference", LogitDifference.Unit, shares), Of("attention from END to the right answer", "", right), Of("attention from END to the wrong answers", "", wrong));
    }

    static void Copy(double[,,] part, double[,,] whole, int first)
    {
        for (var layer = 0; layer < part.GetLength(0); layer++)
            for (var head = 0; head < part.GetLength(1); head++)
                for (var row = 0; row < part.GetLength(2); row++) whole[layer, head, first + row] = part[layer, head, row];
    }

    static void Require(TransformerModel model, TaskSet set, AnswerPlaces places, IReadOnlyList<HeadGroup> groups)
    {
        List<string> problems = [];
        if (groups.Count == 0) problems.Add("There is no group of heads; at least one is needed.");
        problems.AddRange(groups.Where(group => group.Heads.Count == 0).Select(group => $"The group '{group.Name}' has no head; leave it out."));
        if (places.Right.Count != set.Count || places.Wrong.Count != set.Count) problems.Add($"Places of answers are of {places.Right.Count} and {places.Wrong.Count} prompts, where there are {set.Count}.");
        else problems.AddRange(EndRows.Problems(set.Batch, places.Wrong, "wrong answers").Concat(EndRows.Problems(set.Batch, [.. places.Right.Select(at => (IReadOnlyList<int>)[at])], "right answer")));
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
        foreach (var head in groups.SelectMany(group => group.Heads)) model.Require(head);
    }
}
