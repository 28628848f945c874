using TorchSharp;

namespace Overhear.Tests;

/// <summary>Faithfulness, completeness, minimality and backup heads against a literal transcription: one prompt and one run at a time.</summary>
[Trait("Category", "fast")]
public sealed class CircuitKnockoutTests
{
    static readonly TransformerModel model = TaskModel.Model;
    static readonly TaskSet set = TaskModel.IndirectObjects(count: 40);
    static readonly HeadCircuit circuit = HeadCircuit.Of("mover", [new HeadId(1, 0)], "END").And(HeadCircuit.Of("inhibition", [new HeadId(0, 1)], "S2")).And(HeadCircuit.Of("any", [new HeadId(1, 1)]));

    /// <summary>The logit difference of a prompt with heads out of action, and what each head then writes of it.</summary>
    static double Literal(int prompt, Func<HeadId, int, bool> isOut, string reference = IndirectObject.Abc)
    {
        var row = set.Rows[prompt];
        var template = set.Rows.Where(other => other.Prompt.Template == row.Prompt.Template && other.Prompt.Order == row.Prompt.Order && other.Ids.Count == row.Ids.Count).ToList();
        var width = model.Config.Heads * model.Config.DHead;
        var mean = new double[model.Config.Layers, row.Ids.Count * width];
        foreach (var other in template)
            model.Inspect(TokenBatch.FromIds([other.Twins[reference]]), run =>
            {
                for (var layer = 0; layer < model.Config.Layers; layer++)
                    foreach (var (at, value) in TinyModels.Numbers(run[HookPoint.Z(layer)]).Index()) mean[layer, at] += value / template.Count;
                return 0;
            }, RunOptions.Keeping(HookSelection.Kinds(HookKind.Z)));
        var edits = Enumerable.Range(0, model.Config.Layers).Select(layer => new Hook(HookPoint.Z(layer), z =>
        {
            for (var at = 0; at < row.Ids.Count; at++)
                for (var head = 0; head < model.Config.Heads; head++)
                    if (isOut(new HeadId(layer, head), at))
                        for (var i = 0; i < model.Config.DHead; i++) z[0, at, head, i].Fill(mean[layer, at * width + head * model.Config.DHead + i]);
            return z;
        }));
        return model.Inspect(TokenBatch.FromIds([row.Ids]), run => (run.Logits[0, -1, row.AnswerId] - run.Logits[0, -1, row.WrongId]).item<float>(), RunOptions.Editing(edits));
    }

    static bool Has(IEnumerable<CircuitHead> heads, int prompt, HeadId head, int at) =>
        heads.Any(of => of.Head == head && (of.Position is null || set.Rows[prompt].Positions[of.Position] == at));

    static double Keeping(int prompt, IReadOnlyCollection<CircuitHead> heads) => Literal(prompt, (head, at) => !Has(heads, prompt, head, at));

    static double Without(int prompt, IReadOnlyCollection<CircuitHead> heads) => Literal(prompt, (head, at) => Has(heads, prompt, head, at));

    static void Same(IEnumerable<double> literal, PromptValues values) => Assert.All(literal.Zip(values.Values), pair => Assert.Equal(pair.First, pair.Second, 2e-5));

    [Fact]
    public void The_circuit_alone_is_the_literal_run_prompt_by_prompt()
    {
        var found = CircuitFaithfulness.Of(model, set, circuit);
        Same(Enumerable.Range(0, set.Count).Select(prompt => Keeping(prompt, circuit.Heads)), found.Circuit);
        Assert.Equal(set.Metric.Of(model, set.Batch).Values, found.Model.Values);
        Assert.True(found.Difference > 1e-3, "the circuit does something else than the model");
        Assert.Equal(found.Circuit.Mean / found.Model.Mean, found.Share, 1e-12);
        Assert.Equal(set.Rows.GroupBy(row => (row.Prompt.Template, row.Prompt.Order)).Min(group => group.Count()), found.SmallestTemplate);
        Assert.True(found.ShareInterval().Low < found.Share && found.Share < found.ShareInterval().High);
    }

    [Fact]
    public void A_circuit_of_all_heads_is_the_model_to_the_last_bit()
    {
        var all = CircuitFaithfulness.Of(model, set, HeadCircuit.Of("all", model.Heads));
        Assert.Equal(all.Model.Values, all.Circuit.Values);
    }

    [Fact]
    public void Completeness_measures_each_part_on_the_second_half()
    {
        var found = CircuitCompleteness.Of(model, set, circuit, new CompletenessOptions { RandomSets = 2, GreedySets = 1, GreedySteps = 2, GreedyCandidates = 3, Seed = 5 });
        Assert.Equal(["nothing", "mover", "inhibition", "any", "random", "random", "greedy"], found.Points.Select(point => point.Kind));
        foreach (var point in found.Points)
        {
            var prompts = Enumerable.Range(set.Count / 2, set.Count - set.Count / 2);
            Same(prompts.Select(prompt => Keeping(prompt, [.. circuit.Heads.Except(point.Removed)])), point.Circuit);
            Same(prompts.Select(prompt => Without(prompt, point.Removed)), point.Model);
        }
        Assert.Equal(found.Points.Max(point => point.Incompleteness), found.Worst.Incompleteness);
    }

    [Fact]
    public void A_greedy_part_grows_by_the_head_that_drives_both_apart_on_the_first_half()
    {
        var found = CircuitCompleteness.Of(model, set, circuit, new CompletenessOptions { RandomSets = 0, GreedySets = 1, GreedySteps = 1, GreedyCandidates = 3 }).Points[^1];
        double Distance(CircuitHead head)
        {
            var half = Enumerable.Range(0, set.Count / 2).ToList();
            return Math.Abs(half.Average(prompt => Keeping(prompt, [.. circuit.Heads.Where(other => other != head)])) - half.Average(prompt => Without(prompt, [head])));
        }
        Assert.Equal([circuit.Heads.MaxBy(Distance)!], found.Removed);
    }

    [Fact]
    public void Minimality_takes_the_part_that_shows_a_head_best()
    {
        var found = CircuitMinimality.Of(model, set, circuit);
        Assert.Equal(circuit.Heads, found.Scores.Select(score => score.Head));
        int[] first = [.. Enumerable.Range(0, set.Count / 2)], second = [.. Enumerable.Range(set.Count / 2, set.Count - set.Count / 2)];
        double Change(int prompt, CircuitHead head, IReadOnlyList<CircuitHead> part) => Keeping(prompt, [.. circuit.Heads.Except([.. part, head])]) - Keeping(prompt, [.. circuit.Heads.Except(part)]);
        foreach (var score in found.Scores)
        {
            Same(second.Select(prompt => Keeping(prompt, [.. circuit.Heads.Except(score.Without)])), score.Before);
            Same(second.Select(prompt => Keeping(prompt, [.. circuit.Heads.Except([.. score.Without, score.Head])])), score.After);
            Same(second.Select(prompt => Change(prompt, score.Head, score.Without)), score.Change);
            IReadOnlyList<CircuitHead>[] others = [[], .. circuit.Heads.Where(head => head != score.Head).Select(head => (IReadOnlyList<CircuitHead>)[head])];
            var chosen = Math.Abs(first.Average(prompt => Change(prompt, score.Head, score.Without)));
            Assert.All(others, part => Assert.True(Math.Abs(first.Average(prompt => Change(prompt, score.Head, part))) <= chosen + 2e-5));
            Assert.Equal(Math.Abs(score.Change.Mean / set.Metric.Of(model, set.Batch).Subset(second).Mean), score.Share, 1e-9);
        }
    }

    [Fact]
    public void Backup_heads_write_what_they_write_in_the_run_without_the_others()
    {
        var removed = HeadCircuit.Of("mover", [new HeadId(0, 0)]);
        var found = BackupHeads.Of(model, set, removed);
        Same(Enumerable.Range(0, set.Count).Select(prompt => Without(prompt, removed.Heads)), found.TotalAfter);
        Assert.Equal(DirectLogitAttribution.Of(model, set.Batch, set.Metric).Heads[new HeadId(1, 1)].Values, found.Before[new HeadId(1, 1)].Values);
        Assert.Contains(found.Changes().Heads, head => Math.Abs(found.Changes()[head].Mean) > 1e-4);
        var untouched = HeadCircuit.Of("last", [new HeadId(1, 0)]);
        Assert.Equal(0, BackupHeads.Of(model, set, untouched).Changes()[new HeadId(0, 1)].Mean, .05); // an earlier head: only the final norm's divisor moves
    }

    [Fact]
    public void Heads_look_elsewhere_without_those_that_they_read()
    {
        var removed = HeadCircuit.Of("first", [new HeadId(0, 0), new HeadId(0, 1)]);
        var found = AttentionWithout.Of(model, set, removed, ["IO", "S2"]);
        HeadId head = new(1, 0);
        Assert.Equal(PositionAttention.Of(model, set.Batch, set.Positions("END"), set.Positions("S2"))[head].Values, found.Before[1][head].Values, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Contains(found.Before[0].Heads, other => other.Layer == 1 && Math.Abs(found.Before[0][other].Mean - found.After[0][other].Mean) > 1e-5);
        Assert.All(found.Before[0].Heads.Where(other => other.Layer == 0), other => Assert.Equal(found.Before[0][other].Values, found.After[0][other].Values));
        Assert.Equal(found.After[1][head].Values, found.Mean(1, true, [head]).Values);
        Assert.Contains("no role", Assert.Throws<ArgumentException>(() => AttentionWithout.Of(model, set, removed, [])).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Heads_look_elsewhere_when_others_say_what_they_say_of_twins()
    {
        HeadId[] said = [new(0, 0), new(0, 1)];
        var found = AttentionWithout.FromTwin(model, set, said, IndirectObject.Swap, ["IO", "S1"]);
        foreach (var prompt in new[] { 0, 7, 31 })
        {
            var row = set.Rows[prompt];
            double[] other = model.Inspect(TokenBatch.FromIds([row.Twins[IndirectObject.Swap]]), run => TinyModels.Numbers(run[HookPoint.Z(0)][0, -1]), RunOptions.Keeping(HookSelection.Of(HookPoint.Z(0))));
            var edit = new Hook(HookPoint.Z(0), z =>
            {
                foreach (var head in said)
                    for (var i = 0; i < model.Config.DHead; i++) z[0, -1, head.Head, i].Fill(other[head.Head * model.Config.DHead + i]);
                return z;
            });
            var pattern = model.Inspect(TokenBatch.FromIds([row.Ids]), run => TinyModels.Numbers(run[HookPoint.Pattern(1)][0, 0, -1]), RunOptions.Editing(edit) with { Keep = HookSelection.Of(HookPoint.Pattern(1)) });
            foreach (var (role, name) in new[] { "IO", "S1" }.Index()) Assert.Equal(pattern[row.Positions[name]], found.After[role][new HeadId(1, 0)].Values[prompt], 1e-5);
        }
        Assert.Equal(IndirectObject.Swap, found.Twin);
        Assert.Contains(found.Before[0].Heads, other => other.Layer == 1 && Math.Abs(found.Before[0][other].Mean - found.After[0][other].Mean) > 1e-5);
        Assert.Contains("no twin 'other'", Assert.Throws<ArgumentException>(() => AttentionWithout.FromTwin(model, set, said, "other", ["IO"])).Message);
        Assert.Contains("no head", Assert.Throws<ArgumentException>(() => AttentionWithout.FromTwin(model, set, [], IndirectObject.Swap, ["IO"])).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_does_not_fit_is_said_at_once()
    {
        Assert.Contains("no head 7.0", Assert.Throws<ArgumentException>(() => CircuitFaithfulness.Of(model, set, HeadCircuit.Of("a", [new HeadId(7, 0)]))).Message);
        Assert.Contains("no role 'S3'", Assert.Throws<ArgumentException>(() => CircuitFaithfulness.Of(model, set, HeadCircuit.Of("a", [new HeadId(0, 0)], "S3"))).Message);
        Assert.Contains("no twin 'other'", Assert.Throws<ArgumentException>(() => CircuitFaithfulness.Of(model, set, circuit, "other")).Message);
        Assert.Contains("at least one is needed", Assert.Throws<ArgumentException>(() => CircuitFaithfulness.Of(model, set, new HeadCircuit())).Message);
        Assert.Contains("movers", Assert.Throws<ArgumentException>(() => circuit.OfRole("movers")).Message);
        var message = Assert.Throws<ArgumentException>(() => CircuitCompleteness.Of(model, set, HeadCircuit.Of("a", [new HeadId(0, 0)]), new CompletenessOptions { RandomSets = -1, GreedySteps = 0 })).Message;
        foreach (var part in new[] { "has 1 heads", "-1 random sets", "0 greedy steps" }) Assert.Contains(part, message);
    }
}
