namespace Overhear.Tests;

/// <summary>Path patching finds in planted models what the answer key says: every planted path, and no other above 1 % of the plain logit difference.</summary>
[Trait("Category", "fast")]
public sealed class PlantedPathTests
{
    const int Count = 12;
    const double Least = 1; // percent of the plain logit difference

    public static TheoryData<string, string> Tasks => new() { { "induction", Planted.Repeated }, { "indirect", IndirectObject.Name }, { "reuse", IndirectObject.Name }, { "reuse", ColoredObjects.Name } };

    [Theory, MemberData(nameof(Tasks))]
    public void To_the_logits(string model, string task)
    {
        var planted = Planted.Of(model);
        foreach (var twins in Twins(planted, task))
        {
            var found = Found(planted, PathPatching.ToLogits(planted.Model, twins, Everything(planted, null)));
            Assert.Equal(planted.Key.SendersToLogits(task).Select(PathSender.OfHead), found);
        }
    }

    [Theory, MemberData(nameof(Tasks))]
    public void Into_every_input_of_every_head(string model, string task)
    {
        var planted = Planted.Of(model);
        var (twins, problems) = (Twins(planted, task), new List<string>());
        foreach (var head in planted.Key.Heads.Select(one => one.Head))
            foreach (var input in inputs)
            {
                var receiver = Receiver(head, input);
                var found = twins.SelectMany(one => Found(planted, PathPatching.Into(planted.Model, one, [receiver], null, Everything(planted, head)))).Distinct().ToList();
                var senders = found.Where(sender => sender.Head is not null).Select(sender => sender.Head!.Value).Order().ToList();
                var planned = planted.Key.SendersInto(task, head, input);
                if (!senders.SequenceEqual(planned)) problems.Add($"{receiver}: {string.Join(", ", senders)} and not {string.Join(", ", planned)}");
                if (found.Any(sender => sender.Head is null && sender != PathSender.Embedding)) problems.Add($"{receiver}: an MLP");
                var embedded = planted.Key.Paths.Any(path => path.Sender is null && path.Receiver == head && path.Input == input && path.Tasks.Contains(task));
                if (found.Contains(PathSender.Embedding) && !embedded) problems.Add($"{receiver}: the embedding");
            }
        var distractors = planted.Model.Heads.Except(planted.Key.Heads.Select(one => one.Head)).ToList();
        foreach (var one in twins)
            problems.AddRange(Found(planted, PathPatching.Into(planted.Model, one, [.. distractors.SelectMany(head => inputs.Select(input => Receiver(head, input)))], null, Everything(planted, distractors.Max())))
                .Select(sender => $"{sender} into distractors"));
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    /// <summary>
    /// A twin with the other answer turns the whole logit difference round: −200 %, of which each mover has its share, by itself and through its
    /// queries, and the inhibition head's values and the content gatherer's have all.
    /// </summary>
    [Theory]
    [InlineData("indirect", IndirectObject.Name, IndirectObject.Swap, "inhibition")]
    [InlineData("reuse", IndirectObject.Name, IndirectObject.Swap, "inhibition")]
    [InlineData("reuse", ColoredObjects.Name, ColoredObjects.Other, "content gatherer")]
    public void A_twin_with_the_other_answer_turns_the_planted_shares_round(string model, string task, string twin, string telling)
    {
        var planted = Planted.Of(model);
        var (lm, key, twins) = (planted.Model, planted.Key, Planted.Prompts(planted, task, Count).Against(twin));
        HeadId[] movers = [.. key.WithRole("mover")];
        var (tells, duplicate) = (Assert.Single(key.WithRole(telling)), Assert.Single(key.WithRole("duplicate token")));
        double Percent(PatchingResult result, HeadId head) => result.Effect(head.Layer, head.Head, EffectScale.PercentOfPlain).Mean;
        var toLogits = PathPatching.ToLogits(lm, twins);
        foreach (var (mover, share) in movers.Zip([.6, .4]))
        {
            Assert.Equal(-200 * share, Percent(toLogits, mover), .1);
            Assert.Equal(-200 * share, Percent(PathPatching.Into(lm, twins, [PathReceiver.Query(mover)]), tells), .1);
        }
        Assert.Equal(-200, Percent(PathPatching.Into(lm, twins, [.. movers.Select(PathReceiver.Query)]), tells), 1e-3);
        Assert.Equal(-200, Percent(PathPatching.Into(lm, twins, [PathReceiver.Value(tells)], at: null), duplicate), 1e-3);
    }

    static readonly PlantedInput[] inputs = [PlantedInput.Query, PlantedInput.Key, PlantedInput.Value];

    static PathReceiver Receiver(HeadId head, PlantedInput input) =>
        input switch { PlantedInput.Query => PathReceiver.Query(head), PlantedInput.Key => PathReceiver.Key(head), _ => PathReceiver.Value(head) };

    static PathPatchingOptions Everything(PlantedModel planted, HeadId? before) => new()
    {
        Semantics = PathSemantics.ThroughMlps,
        Senders =
        [
            PathSender.Embedding, .. planted.Model.Heads.Where(head => before is not { } one || head.Layer < one.Layer).Select(PathSender.OfHead),
            .. Enumerable.Range(0, before?.Layer ?? planted.Model.Config.Layers).Select(PathSender.OfMlp),
        ],
    };

    static IEnumerable<PathSender> Found(PlantedModel planted, PatchingResult result)
    {
        var config = planted.Model.Config;
        for (var row = 0; row < result.Rows.Count; row++)
            for (var column = 0; column < result.Columns.Count; column++)
                if (result.Has(row, column) && Math.Abs(result.Effect(row, column, EffectScale.PercentOfPlain).Mean) > Least)
                    yield return row == 0 ? PathSender.Embedding : column < config.Heads ? PathSender.OfHead(new HeadId(row - 1, column)) : PathSender.OfMlp(row - 1);
    }

    /// <summary>Twins that together change what every path of a task carries.</summary>
    static IReadOnlyList<TwinPrompts> Twins(PlantedModel planted, string task)
    {
        if (task == Planted.Repeated) return [Planted.RepeatedTwins(Count)];
        if (task == IndirectObject.Name)
        {
            var set = Planted.Prompts(planted, task, Count);
            return [set.Against(IndirectObject.Abc), set.Against(IndirectObject.Swap)];
        }
        const string exchanged = "exchanged colors";
        var prompts = ColoredObjects.Generate(Count, seed: 5).Select(prompt => prompt with { Twins = [.. prompt.Twins, prompt.TwinOf(exchanged, prompt.Words
            .Where(word => word.Role.StartsWith("COLOR", StringComparison.Ordinal))
            .ToDictionary(word => word.Role, word => " " + word.Text == prompt.Answer ? prompt.Wrong[1..] : " " + word.Text == prompt.Wrong ? prompt.Answer[1..] : word.Text))] });
        var asked = TaskSet.Of(planted.Model, prompts);
        return [asked.Against(ColoredObjects.Other), asked.Against(exchanged)];
    }
}
