using TorchSharp;

namespace Overhear.Tests;

/// <summary>Path patching against its literal twin on every architecture, on prompts of different lengths, and what must be exactly 0.</summary>
[Trait("Category", "fast")]
public sealed class PathPatchingTests
{
    const double Tolerance = 1e-4; // of the table's largest effect

    public static TheoryData<string, PathSemantics> Cases => [.. from family in TinyModels.Families from semantics in Enum.GetValues<PathSemantics>() select (family, semantics)];

    public static TheoryData<string> Families => [.. TinyModels.Families];

    static void Compare(TransformerModel model, TwinPrompts twins, PatchingResult result, IReadOnlyList<PathSender> senders, Func<PathSender, double[]> literal)
    {
        var (worst, largest) = (0.0, 0.0);
        foreach (var sender in senders)
        {
            var (row, column) = PathRows.Cell(model.Config, senders, sender);
            if (!result.Has(row, column)) continue;
            foreach (var (expected, ours, plain) in literal(sender).Zip(result.Patched(row, column).Values, result.Plain.Values))
                (worst, largest) = (Math.Max(worst, Math.Abs(expected - ours)), Math.Max(largest, Math.Abs(expected - plain)));
        }
        Assert.True(largest > 1e-3, $"The largest effect is {largest:g3}: zeros would nearly pass.");
        Assert.True(worst <= Tolerance * largest, $"off by {worst:g3}, where the largest effect is {largest:g3}");
    }

    [Theory, MemberData(nameof(Cases))]
    public void Equals_the_literal_twin(string family, PathSemantics semantics)
    {
        var model = TinyModels.Of(family);
        var (c, literalSemantics) = (model.Config, Enum.Parse<LiteralPathSemantics>(semantics.ToString()));
        foreach (var side in Enum.GetValues<PaddingSide>())
        {
            var twins = TinyTwins.Padded(model, side);
            var literal = new LiteralPathPatching(model, twins.Clean, twins.Corrupted, twins.Metric);
            var everything = PathPatchingOptions.Everything(model);
            foreach (var from in new[] { null, "END", "named" })
            {
                var at = from is null ? null : twins.At(from);
                var options = new PathPatchingOptions { Semantics = semantics, SendersAt = from, Senders = everything };
                if (from != "named" || semantics is PathSemantics.Live or PathSemantics.FrozenAtPosition)
                    Compare(model, twins, PathPatching.ToLogits(model, twins, options), everything, sender => literal.ToLogits(literalSemantics, [PathEnd.Of(sender)], at));
                PathReceiver[] receivers = [PathReceiver.Query(new HeadId(1, 0)), PathReceiver.Key(new HeadId(1, c.Heads - 1)), PathReceiver.Value(new HeadId(1, 0)), PathReceiver.Mlp(1)];
                PathSender[] early = [.. everything.Where(sender => receivers.Any(receiver => receiver.ComesAfter(sender, c)))];
                foreach (var to in new[] { null, "END", "named" })
                {
                    // What is sent at one position alone does not reach another where heads are held.
                    if (from is not null && to is not null && from != to && semantics != PathSemantics.Live) continue;
                    if (from == "END" && to == "named") continue;
                    Compare(model, twins, PathPatching.Into(model, twins, receivers, to, options with { Senders = early }), early,
                        sender => literal.ToReceivers(literalSemantics, [PathEnd.Of(sender)], at, [.. receivers.Select(receiver => PathEnd.Of(receiver, c))], to is null ? null : twins.At(to)));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Senders_together_equal_the_literal_twin(string family, PathSemantics semantics)
    {
        var model = TinyModels.Of(family);
        var (c, literalSemantics, twins) = (model.Config, Enum.Parse<LiteralPathSemantics>(semantics.ToString()), TinyTwins.Padded(model));
        var literal = new LiteralPathPatching(model, twins.Clean, twins.Corrupted, twins.Metric);
        SenderGroup[] groups =
        [
            SenderGroup.OfHeads("two heads of a layer", new HeadId(0, 0), new HeadId(0, c.Heads - 1)), new("a head and both MLPs", PathSender.OfMlp(1), PathSender.OfHead(new HeadId(1, 1)), PathSender.OfMlp(0)),
            new("embedding, a head and an MLP", PathSender.OfHead(new HeadId(1, 1)), PathSender.Embedding, PathSender.OfMlp(0)),
        ];
        PathReceiver[] receivers = [PathReceiver.Query(new HeadId(1, 0)), PathReceiver.Value(new HeadId(1, c.Heads - 1)), PathReceiver.Mlp(1)];
        IReadOnlyList<SenderGroup> Early() => [.. groups.Select(group => group with { Senders = [.. group.Senders.Where(sender => receivers.Any(receiver => receiver.ComesAfter(sender, c)))] }).Where(group => group.Senders.Count > 0)];
        foreach (var from in new[] { null, "named" })
            foreach (var to in new[] { "logits", null, "END" })
            {
                // Of what is sent at one position nothing arrives at another where heads are held.
                if (from is not null && (to == "END" || (to == "logits" && semantics is PathSemantics.Direct or PathSemantics.ThroughMlps))) continue;
                var (options, at) = (new PathPatchingOptions { Semantics = semantics, SendersAt = from }, from is null ? null : twins.At(from));
                var chosen = to == "logits" ? groups : Early();
                var found = to == "logits" ? PathPatching.OfGroups(model, twins, chosen, options: options) : PathPatching.OfGroups(model, twins, chosen, receivers, to, options);
                var (worst, largest) = (0.0, 0.0);
                foreach (var (row, group) in chosen.Index())
                {
                    PathEnd[] senders = [.. group.Senders.Select(PathEnd.Of)];
                    var expected = to == "logits" ? literal.ToLogits(literalSemantics, senders, at) : literal.ToReceivers(literalSemantics, senders, at, [.. receivers.Select(receiver => PathEnd.Of(receiver, c))], to is null ? null : twins.At(to));
                    foreach (var (value, ours, plain) in expected.Zip(found.Patched(row, 0).Values, literal.Plain)) (worst, largest) = (Math.Max(worst, Math.Abs(value - ours)), Math.Max(largest, Math.Abs(value - plain)));
                }
                Assert.True(largest > 1e-2, $"The largest effect is {largest:g3}: zeros would nearly pass.");
                Assert.True(worst <= Tolerance * largest, $"{from} to {to}: off by {worst:g3}, where the largest effect is {largest:g3}");
            }
    }

    [Theory, MemberData(nameof(Families))]
    public void Equals_the_literal_twin_where_attention_is_sharp(string family)
    {
        var like = TinyModels.Of(family);
        using var model = RandomWeights.Create("sharp", like.Config, seed: 3, .3, Dtype.Float32);
        using (torch.no_grad())
            foreach (var block in model.Weights.Blocks) block.Qkv.narrow(0, 0, (long)(like.Config.Heads + like.Config.KeyValueHeads) * like.Config.DHead).mul_(torch.tensor(4f));
        var twins = TinyTwins.Padded(model);
        var literal = new LiteralPathPatching(model, twins.Clean, twins.Corrupted, twins.Metric);
        PathReceiver[] query = [PathReceiver.Query(new HeadId(1, 0))];
        PathSender[] senders = [PathSender.Embedding, .. model.Heads.Where(head => head.Layer == 0).Select(PathSender.OfHead), PathSender.OfMlp(0)];
        foreach (var semantics in Enum.GetValues<PathSemantics>())
            Compare(model, twins, PathPatching.Into(model, twins, query, "END", new PathPatchingOptions { Semantics = semantics, Senders = senders }), senders,
                sender => literal.ToReceivers(Enum.Parse<LiteralPathSemantics>(semantics.ToString()), [PathEnd.Of(sender)], null, [PathEnd.Query(new HeadId(1, 0))], twins.At("END")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(240)]
    public void A_patch_with_itself_is_exactly_nothing(int prompts)
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TinyModels.Tokens(model, prompts, 6);
        int[] ids = [.. Enumerable.Range(0, prompts).Select(row => row % 50)];
        var twins = new TwinPrompts(tokens, TinyModels.Tokens(model, prompts, 6), new LogitDifference(ids, [.. ids.Select(id => id + 50)]));
        var everything = new PathPatchingOptions { Senders = PathPatchingOptions.Everything(model), Metrics = [new KlFromPlain()] };
        foreach (var semantics in Enum.GetValues<PathSemantics>())
        {
            Zero(PathPatching.ToLogits(model, twins, everything with { Semantics = semantics }));
            Zero(PathPatching.Into(model, twins, [PathReceiver.Query(new HeadId(1, 0)), PathReceiver.Mlp(1)], "END", new PathPatchingOptions { Semantics = semantics }));
        }
        Zero(PathPatching.OfGroups(model, twins, [new SenderGroup("all", everything.Senders!), SenderGroup.OfHeads("one", new HeadId(0, 1))]));
        Zero(ActivationPatching.ByHead(model, twins));
        Zero(ActivationPatching.ByPosition(model, twins, HookKind.ResidMid));
        Zero(ActivationPatching.ByHeadAndPosition(model, twins, HookKind.K));
        Zero(DirectPaths.Effects(model, twins, receivers: [PathReceiver.Value(new HeadId(1, 1))]));

        static void Zero(PatchingResult result)
        {
            for (var row = 0; row < result.Rows.Count; row++)
                for (var column = 0; column < result.Columns.Count; column++)
                    if (result.Has(row, column))
                        for (var metric = 0; metric < result.Metrics.Count; metric++) Assert.All(result.Effect(row, column, EffectScale.Raw, metric).Values, effect => Assert.Equal(0, effect));
        }
    }

    [Fact]
    public void A_smaller_budget_makes_smaller_batches_and_the_same_numbers()
    {
        var model = TinyModels.Of("gpt2");
        var twins = TinyTwins.Padded(model);
        PatchingResult Sweep() => ActivationPatching.ByHeadAndPosition(model, twins);
        var all = Sweep();
        Assert.Equal(BatchLadder.Rungs[^1], all.BatchRows);
        using (Work.Begin(memoryBudget: 1_200_000))
        {
            var few = Sweep();
            Assert.InRange(few.BatchRows, 1, BatchLadder.Rungs[^1] - 1);
            for (var row = 0; row < all.Rows.Count; row++)
                for (var column = 0; column < all.Columns.Count; column++)
                    Assert.All(all.Patched(row, column).Values.Zip(few.Patched(row, column).Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void A_prompt_without_a_difference_keeps_its_value_beside_others()
    {
        var model = TinyModels.Of("llama");
        var twins = TinyTwins.Padded(model);
        int[][] rows = [.. Enumerable.Range(0, 4).Select(row => Enumerable.Range(0, twins.Clean.LastPosition(row) + 1).Select(at => (row == 2 ? twins.Clean : twins.Corrupted).Id(row, at)).ToArray())];
        var result = PathPatching.ToLogits(model, twins with { Corrupted = TokenBatch.FromIds(rows) });
        // Its rows lie in another batch than its twin's, so bits may differ; what differs is far below any effect.
        Assert.All(result.Heads().Heads, head => Assert.Equal(0, result.Heads()[head].Values[2], 1e-5));
        Assert.Contains(result.Heads().Heads, head => Math.Abs(result.Heads()[head].Values[1]) > 1e-3);
    }

    [Fact]
    public void Results_are_scaled_as_the_papers_do_and_subsets_need_no_run()
    {
        var model = TinyModels.Of("gpt2");
        var twins = TinyTwins.Padded(model);
        var result = PathPatching.ToLogits(model, twins, new PathPatchingOptions { Metrics = [AnswerProbability.Of(twins.Metric)] });
        var (raw, head) = (result.Heads(), new HeadId(1, 1));
        Assert.Equal(twins.Metric.Of(model, twins.Clean).Mean, result.Plain.Mean, 1e-5);
        Assert.Equal(twins.Metric.Of(model, twins.Corrupted).Mean, result.Source.Mean, 1e-5);
        Assert.Equal(100 * raw[head].Mean / result.Plain.Mean, result.Heads(EffectScale.PercentOfPlain)[head].Mean, 1e-9);
        Assert.Equal(raw[head].Mean / (result.Source.Mean - result.Plain.Mean), result.Heads(EffectScale.ShareOfChange)[head].Mean, 1e-9);
        Assert.Equal([raw[head].Values[3], raw[head].Values[1]], result.Subset([3, 1]).Heads()[head].Values);
        Assert.Equal(result.Prompts, result.FirstHalf().Prompts + result.SecondHalf().Prompts);
        Assert.Equal(2, result.Metrics.Count);
        Assert.NotEqual(0, result.Effect(1, 1, EffectScale.Raw, metric: 1).Mean);
        Assert.All(Enumerable.Range(0, 2), row => Assert.All(Enumerable.Range(0, 2), column => Assert.InRange(result.SignFlipP()[row, column], 0, 1)));
        Assert.Contains("no such prompt", Assert.ThrowsAny<ArgumentException>(() => result.Subset([4])).Message);
        Assert.Equal(raw[head].Interval(seed: 3), result.Interval(1, 1, seed: 3));
        Assert.Equal(Bootstrap.RatioInterval(raw[head].Values.Select(effect => 100 * effect), result.Plain.Values), result.Interval(1, 1, EffectScale.PercentOfPlain));
        Assert.Equal(Bootstrap.RatioInterval(raw[head].Values, result.Source.Minus(result.Plain).Values), result.Interval(1, 1, EffectScale.ShareOfChange));
        Assert.Equal(result.SignFlipP(Correction.BenjaminiHochberg)[1, 0], raw.SignFlipP(Correction.BenjaminiHochberg)[1, 0]);
        Assert.Equal(result.Patched(1, 1, metric: 1).Values[2], result.PlainOf(1).Values[2] + result.Effect(1, 1, metric: 1).Values[2], 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_said_at_once()
    {
        var model = TinyModels.Of("gpt2");
        var twins = TinyTwins.Padded(model);
        string Refused(Action call) => Assert.ThrowsAny<ArgumentException>(call).Message;
        Assert.Contains("behind all receivers", Refused(() => PathPatching.Into(model, twins, [PathReceiver.Query(new HeadId(0, 0))])));
        Assert.Contains("MLP 1 comes behind", Refused(() => PathPatching.Into(model, twins, [PathReceiver.Query(new HeadId(1, 0))], "END", new PathPatchingOptions { Senders = [PathSender.OfMlp(1), PathSender.OfMlp(0)] })));
        SenderGroup early = SenderGroup.OfHeads("early", new HeadId(0, 0)), late = SenderGroup.OfHeads("late", new HeadId(0, 0), new HeadId(1, 0));
        Assert.Contains("Of 'late' 1.0 comes behind all receivers (query of 1.1)", Refused(() => PathPatching.OfGroups(model, twins, [early, late], [PathReceiver.Query(new HeadId(1, 1))])));
        Assert.Contains("Two groups are called 'early'", Refused(() => PathPatching.OfGroups(model, twins, [early, early])));
        Assert.Contains("'none' has no sender", Refused(() => PathPatching.OfGroups(model, twins, [new SenderGroup("none")])));
        Assert.Contains("no group", Refused(() => PathPatching.OfGroups(model, twins, [])));
        Assert.Contains("those of the groups", Refused(() => PathPatching.OfGroups(model, twins, [early], options: new PathPatchingOptions { Senders = early.Senders })));
        Assert.Contains("no receiver", Refused(() => PathPatching.Into(model, twins, [])));
        Assert.Contains("no position 'S2'; there are first, named, END", Refused(() => PathPatching.Into(model, twins, [PathReceiver.Mlp(1)], "S2")));
        Assert.Contains("where it has no token", Refused(() => PathPatching.ToLogits(model, twins with { Positions = new Dictionary<string, IReadOnlyList<int>> { ["named"] = [1, 1, 1, 6] } })));
        Assert.Contains("padded differently", Refused(() => PathPatching.ToLogits(model, twins with { Corrupted = TinyTwins.Padded(model, PaddingSide.Left).Corrupted })));
        Assert.Contains("has its prompt's tokens", Refused(() => PathPatching.ToLogits(model, twins with { Corrupted = TinyModels.Tokens(model, 3, 7) })));
        Assert.Contains("correct tokens and 4 prompts", Refused(() => PathPatching.ToLogits(model, twins with { Metric = new LogitDifference([1], [2]) })));
        Assert.Contains("no head 9.0", Refused(() => PathPatching.ToLogits(model, twins, new PathPatchingOptions { Senders = [PathSender.OfHead(new HeadId(9, 0))] })));
        Assert.Contains("read the same positions", Refused(() => PathPatching.ToLogits(model, twins, new PathPatchingOptions { Metrics = [new AnswerRank([1, 2, 3, 4], [0, 0, 0, 0])] })));
        Assert.Contains("no prompt", Refused(() => new TwinPrompts(TokenBatch.FromIds([]), twins.Corrupted, twins.Metric)), StringComparison.OrdinalIgnoreCase);
        using (Work.Begin(memoryBudget: 1000)) Assert.Contains("memory budget", Assert.ThrowsAny<Exception>(() => PathPatching.ToLogits(model, twins)).Message);
    }
}
