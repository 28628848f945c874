using Deedle;

namespace Overhear.Tests;

/// <summary>Figures of circuits, roles and attention that was set: numbers, titles, units and notes come from the result.</summary>
[Trait("Category", "fast")]
public sealed class CircuitFigureTests : IDisposable
{
    readonly TransformerModel model = TransformerModel.Load(ResultFigureTests.ModelFolder());
    readonly TaskSet ioi, colors;
    readonly HeadCircuit circuit = HeadCircuit.Of("mover", [new HeadId(4, 0), new HeadId(4, 1)], "END").And(HeadCircuit.Of("inhibition", [new HeadId(3, 3)], "END"));

    public CircuitFigureTests()
    {
        ioi = TaskSet.Of(model, SignalTwins.Add(IndirectObject.Generate(24, 1), 1));
        colors = TaskSet.Of(model, ColoredObjects.Generate(12, 1));
    }

    public void Dispose() => model.Dispose();

    [Fact]
    public void A_circuit_stands_beside_its_model()
    {
        var faithful = CircuitFaithfulness.Of(model, ioi, circuit);
        var bars = faithful.ToBarChart();
        Assert.Equal([faithful.Model.Mean, faithful.Circuit.Mean], bars.Values);
        Assert.Contains(FormattableString.Invariant($"{100 * faithful.Share:0.#} %"), bars.Subtitle);
        var complete = CircuitCompleteness.Of(model, ioi, circuit, new CompletenessOptions { RandomSets = 1, GreedySets = 1, GreedySteps = 1 });
        var points = complete.ToScatter();
        Assert.Equal(complete.Points.Count, points.Series.Sum(series => series.X.Count));
        Assert.True(points.ShowEquals);
        Assert.Equal(complete.Points[0].Circuit.Mean, points.Series[0].X[0]);
        Assert.Equal(complete.Points[0].Model.Mean, points.Series[0].Y[0]);
        var minimal = CircuitMinimality.Of(model, ioi, circuit);
        Assert.Equal(minimal.Scores.Select(score => 100 * score.Share), minimal.ToBarChart().Values);
        var backup = BackupHeads.Of(model, ioi, HeadCircuit.Of("mover", [new HeadId(4, 0)], "END"));
        var taking = backup.ToBarChart(3);
        Assert.Equal(6, taking.Values.Count);
        Assert.DoesNotContain(taking.Labels, label => label.StartsWith("4.0", StringComparison.Ordinal));
        Assert.Contains("without 4.0", taking.Subtitle);
        var parts = Show.removedParts("T", complete);
        Assert.Equal(complete.Points.Select(point => point.Incompleteness).OrderDescending().Select(apart => FormattableString.Invariant($"{apart:0.00}")), parts.Rows.Select(row => row[^1]));
        Assert.Contains(parts.Rows, row => row[0] == "nothing" && row[1] == "nothing");
        var shown = Show.minimalParts("T", minimal);
        var score = minimal.Scores[0];
        Assert.Equal(minimal.Scores.Count, shown.Rows.Count);
        Assert.Equal([$"{score.Head}", score.Part, FormattableString.Invariant($"{score.Before.Mean:0.00}"), FormattableString.Invariant($"{score.After.Mean:0.00}"), FormattableString.Invariant($"{100 * score.Share:0.0}")], shown.Rows[0]);
        foreach (Figure figure in new Figure[] { bars, points, minimal.ToBarChart(), taking, parts, shown }) Whole(figure);
    }

    [Fact]
    public void Bars_of_attention_that_was_set_are_accuracies_in_percent()
    {
        var places = AnswerPlaces.Of(colors, "COLOR");
        var repaired = AttentionRepair.Of(model, colors, places, new HeadGroup("inhibition heads", new HeadId(3, 3)), new HeadGroup("negative mover", new HeadId(5, 0)));
        Assert.Equal(repaired.Runs.Select(run => 100 * run.Accuracy), repaired.ToBarChart().Values);
        Assert.Contains("inhibition heads: 3.3;", string.Join(" ", repaired.ToBarChart().Notes));
        var block = AttentionBlock.Of(model, colors, [new HeadId(3, 0)], places.Wrong, new AttentionBlockOptions { Controls = 4 });
        Assert.Equal([100 * block.Before.Mean, 100 * block.Cut.Mean, 100 * block.Silent.Mean, 100 * block.ControlAccuracies!.Mean], block.ToBarChart().Values);
        Assert.Equal(3, AttentionBlock.Of(model, colors, [new HeadId(3, 0)], places.Wrong, new AttentionBlockOptions { Controls = 0 }).ToBarChart().Values.Count);
        var signals = InhibitionSignals.Of(model, ioi, [new HeadId(3, 3)]);
        Assert.Equal(FormattableString.Invariant($"{signals[1, 1].Mean:0.00}"), signals.ToHeatmap().CellTexts![0, 0]);
        var writing = AttentionAndWriting.Of(model, ioi, new HeadId(4, 0), "IO", "S1");
        Assert.Equal(["IO", "S1"], writing.ToScatter().Series.Select(series => series.Name));
        foreach (Figure figure in new Figure[] { repaired.ToBarChart(), block.ToBarChart(), signals.ToHeatmap(), writing.ToScatter() }) Whole(figure);
    }

    [Fact]
    public void Tables_say_roles_overlap_and_answers()
    {
        var looks = PositionAttention.Of(model, ioi.Batch, ioi.Positions("END"), ioi.Positions("IO"));
        var roles = HeadRoles.Find(new HeadRule("name mover", RoleCondition.AtLeast(looks, .3)), new HeadRule("nobody", RoleCondition.AtLeast(looks, 2))).ToTable();
        Assert.Contains("none; closest", roles.Rows[^1][1]);
        var stage = new HeadStage("logits", DirectLogitAttribution.Of(model, ioi.Batch, ioi.Metric).Heads, DirectLogitAttribution.Of(model, colors.Batch, colors.Metric).Heads);
        var overlap = HeadOverlap.Of([stage], new HeadOverlapOptions { Draws = 99, Resamples = 99 }).ToTable();
        Assert.Equal("1 %", overlap.Rows[0][0]);
        Assert.Contains("stage", overlap.Columns);
        var given = HeadOverlap.OfSets(looks.Heads.Take(3), looks.Heads.Take(3), looks.Layers, looks.HeadsPerLayer, draws: 9999).ToTable();
        Assert.DoesNotContain("stage", given.Columns); // where there is but one kind of row
        Assert.Equal(["given", "of heads of either task", "3 of 3", "100", ""], given.Rows[0].Take(5));
        Assert.Equal("< 0.001", given.Rows[0][6]); // 1 of 2,024 at random
        Assert.Equal(24, stage.ToScatter("IOI", "Colored Objects").Series[0].X.Count);
        var answers = TaskAnswers.Of(model, ioi);
        var table = new Dictionary<string, TaskAnswersResult> { ["IOI"] = answers }.ToTable();
        Assert.Equal(["IOI", "24", FormattableString.Invariant($"{100 * answers.Accuracy:0.0}")], table.Rows[0].Take(3));
        foreach (Figure figure in new Figure[] { roles, overlap, stage.ToScatter("IOI", "Colored Objects"), table }) Whole(figure);
    }

    [Fact]
    public void Attention_without_heads_and_papers_numbers_are_shown()
    {
        var looks = Circuits.looksWithout(HeadCircuit.Of("inhibition", [new HeadId(2, 2)], "END"), ["IO", "S1", "S2"], ioi, model);
        HeadId[] movers = [new(4, 0), new(4, 1)];
        var bars = looks.ToBarChart(movers);
        Assert.Equal(looks.Mean(0, true, movers).Mean, bars.Values[1]);
        Assert.Contains("without 2.2", bars.Subtitle);
        var checks = PaperTable.Shipped.Of("ioi").Check(model, new Dictionary<string, double> { ["IOI mean logit difference"] = 1 });
        var table = checks.ToTable();
        Assert.Equal("not compared", table.Rows[0][0]); // of another model
        Assert.Equal("1 logits", table.Rows[0][3]);
        Assert.All(table.Rows.Skip(1), row => Assert.Equal("not run", row[0]));
        Whole(bars);
        Whole(table);
        Assert.Equal("T", Show.looksWithout(movers, "T", looks).Title);
        var ofTwin = Circuits.looksOfTwin([new HeadId(2, 2)], IndirectObject.Swap, ["IO", "S1"], ioi, model);
        Assert.Equal("IO, patched", ofTwin.ToBarChart(movers).Labels[1]);
        Assert.Contains("what 2.2 wrote on the twin swap", ofTwin.ToBarChart(movers).Subtitle);
        Assert.Equal(NextTokenWriting.OnRepeatedTokens(model, 2, 5, 1).Means().ToArray(), Heads.nextTokens(2, 5, 1, model).Means().ToArray());
        Assert.Equal("T", Show.paper("T", checks).Title);
    }

    [Fact]
    public void Sweeps_are_maps_and_bars()
    {
        var twins = ioi.Against(IndirectObject.Abc);
        var paths = PathPatching.ToLogits(model, twins);
        var map = paths.ToHeatmap("T");
        Assert.Equal(paths.Means(EffectScale.PercentOfPlain).ToArray(), map.Cells.ToArray());
        Assert.Contains("through MLPs", map.Subtitle);
        Assert.Contains("Mean over 24 prompts", string.Join(" ", map.Notes));
        for (var layer = 0; layer < paths.Rows.Count; layer++)
            for (var head = 0; head < paths.Columns.Count; head++)
            {
                Assert.Equal(!paths.Effect(layer, head).IsClear, map.Faded![layer, head]);
                Assert.Equal(map.Faded[layer, head], map.CellTexts![layer, head].Length == 0);
                Assert.StartsWith($"head {layer}.{head}: ", map.HoverTexts![layer, head], StringComparison.Ordinal);
            }
        Assert.Contains(true, map.Faded!.Cast<bool>());
        Assert.Contains(false, map.Faded!.Cast<bool>());
        Assert.Null(paths.Subset([0]).ToHeatmap().Faded);
        var bars = paths.ToBarChart(3, "T");
        Assert.Equal(3, bars.Values.Count);
        Assert.StartsWith("head ", bars.Labels[0], StringComparison.Ordinal);
        Assert.Contains("→ q 4.0", DirectPaths.Effects(model, twins, [PathSender.OfHead(new HeadId(3, 3))], [PathReceiver.Query(new HeadId(4, 0))], logits: false).ToBarChart(1, "T").Labels[0]);
        var checks = AttributionPatching.OfHeads(model, twins, 3, 4);
        Assert.Equal(7, checks.ToScatter().Series.Sum(series => series.X.Count));
        Assert.Equal(paths.Heads().Means().ToArray(), Patch.effects(EffectScale.Raw, Patch.toLogits(Patch.against(IndirectObject.Abc, ioi), model)).Means().ToArray());
        PathReceiver[] query = [PathReceiver.Query(new HeadId(4, 0))];
        var options = new PathPatchingOptions { Semantics = PathSemantics.Direct };
        Assert.Equal(PathPatching.Into(model, twins, query).Means().ToArray(), Patch.into(query, "END", twins, model).Means().ToArray());
        Assert.Equal(PathPatching.Into(model, twins, query, null, options).Means().ToArray(), Patch.intoWith(options, query, null, twins, model).Means().ToArray());
        Assert.Equal(PathPatching.ToLogits(model, twins, options).Means().ToArray(), Patch.toLogitsWith(options, twins, model).Means().ToArray());
        SenderGroup[] groups = [SenderGroup.OfHeads("early", new HeadId(0, 0), new HeadId(3, 3))];
        var together = PathPatching.OfGroups(model, twins, groups);
        Assert.Equal(together.Means().ToArray(), Patch.together(groups, twins, model).Means().ToArray());
        Assert.Equal(PathPatching.OfGroups(model, twins, groups, query, "END", options).Means().ToArray(), Patch.togetherInto(options, groups, query, "END", twins, model).Means().ToArray());
        Assert.Equal(["early → logits"], together.ToBarChart(1, "T").Labels);
        var activation = new ActivationPatchingOptions { Positions = ["S2"] };
        PathSender[] sender = [PathSender.OfHead(new HeadId(3, 3))];
        PatchingResult[] results =
        [
            Patch.heads(activation, HookKind.Z, twins, model), Patch.positions(activation, HookKind.ResidPre, twins, model), Patch.headsAndPositions(activation, HookKind.Q, twins, model), Patch.knockout(true, [], twins, model), Patch.knockoutFrom("S2", [new KeyGroup("the subject", "S1")], true, [], twins, model),
            Patch.edges(sender, query, twins, model), Patch.edgeChanges(sender, query, twins, model),
        ];
        Assert.All(results, result => Whole(result.ToHeatmap("T", EffectScale.Raw)));
        Assert.Equal(checks.Missed, Patch.attribution(3, 4, 0, twins, model).Missed);
        foreach (Figure figure in new Figure[] { map, bars, checks.ToScatter(), Show.patches("T", paths), Show.topPatches(2, "T", paths), Show.checkedAttribution("T", checks) }) Whole(figure);
    }

    [Fact]
    public void Sweeps_become_one_row_a_prompt_patch_and_metric()
    {
        var twins = ioi.Against(IndirectObject.Abc);
        var result = PathPatching.ToLogits(model, twins, new PathPatchingOptions { Senders = [PathSender.Embedding, PathSender.OfHead(new HeadId(1, 2)), PathSender.OfMlp(3)], Metrics = [AnswerProbability.Of(twins.Metric)] });
        var frame = result.ToLongFrame(EffectScale.PercentOfPlain);
        Assert.Equal(["metric", "unit", "sender", "head", "component", "prompt", "plain", "patched", "effect"], frame.ColumnKeys);
        Assert.Equal(2 * 3 * twins.Count, frame.RowCount);
        Assert.Equal(["embedding", "head 1.2", "MLP 3"], frame.GetColumn<string>("component").Values.Distinct());
        var row = (2 * 3 - 1) * twins.Count + 4; // the last patch, of the second metric
        Assert.Equal((result.Metrics[1], "%", "MLP", 4), (frame.GetColumn<string>("metric")[row], frame.GetColumn<string>("unit")[row], frame.GetColumn<string>("head")[row], frame.GetColumn<int>("prompt")[row]));
        var (plain, patched) = (frame.GetColumn<double>("plain")[row], frame.GetColumn<double>("patched")[row]);
        Assert.Equal(result.PlainOf(1).Values[4], plain);
        Assert.Equal(100 * (patched - plain) / result.PlainOf(1).Mean, frame.GetColumn<double>("effect")[row], 1e-9);
    }

    [Fact]
    public void FSharp_verbs_give_what_the_methods_give()
    {
        HeadId[] head = [new(3, 3)];
        HeadGroup[] groups = [new("a", head)];
        var places = AnswerPlaces.Of(colors, "COLOR");
        Assert.Equal(CircuitFaithfulness.Of(model, ioi, circuit).Circuit.Values, Circuits.faithfulness(circuit, ioi, model).Circuit.Values);
        Assert.Equal(circuit.Heads, Circuits.join(Circuits.ofRole("mover", "END", [new HeadId(4, 0), new HeadId(4, 1)]), Circuits.ofRole("inhibition", "END", head)).Heads);
        var options = new CompletenessOptions { RandomSets = 1, GreedySets = 0 };
        Assert.Equal(CircuitCompleteness.Of(model, ioi, circuit, options).Worst.Incompleteness, Circuits.completeness(options, circuit, ioi, model).Worst.Incompleteness);
        Assert.Equal(CircuitMinimality.Of(model, ioi, circuit).Least.Share, Circuits.minimality(circuit, ioi, model).Least.Share);
        Assert.Equal(BackupHeads.Of(model, ioi, circuit).TotalAfter.Values, Circuits.backup(circuit, ioi, model).TotalAfter.Values);
        Assert.Equal(TaskAnswers.Of(model, ioi).Correct.Values, Ask.answers(ioi, model).Correct.Values);
        Assert.Equal(PositionAttention.Of(model, ioi.Batch, ioi.Positions("END"), ioi.Positions("IO")).Means().ToArray(), Heads.looksFrom("END", "IO", ioi, model).Means().ToArray());
        Assert.Equal(CopyScores.Of(model, ioi.Batch, [ioi.Positions("IO")]).Means().ToArray(), Heads.copies(["IO"], ioi, model).Means().ToArray());
        var rule = new HeadRule("mover", RoleCondition.Standout(Heads.looksFrom("END", "IO", ioi, model)));
        Assert.Equal(HeadRoles.Find(rule)[0].Heads, Heads.roles([rule])[0].Heads);
        Assert.Equal(AttentionAndWriting.Of(model, ioi, head[0], "IO").Written[0].Values, Heads.looksAndWrites(head[0], ["IO"], ioi, model).Written[0].Values);
        Assert.Equal(Ablation.TemplateMean(model, ioi, IndirectObject.Abc).Mlps[0].Values, Ablate.templateMean(IndirectObject.Abc, ioi, model).Mlps[0].Values);
        Assert.Equal(AttentionRepair.Of(model, colors, places, groups).After.Correct.Values, Ablate.repair(groups, places, colors, model).After.Correct.Values);
        var cut = new AttentionBlockOptions { Controls = 1 };
        Assert.Equal(AttentionBlock.Of(model, colors, head, places.Wrong, cut).Cut.Values, Ablate.block<IReadOnlyList<IReadOnlyList<int>>, IReadOnlyList<int>>(cut, head, places.Wrong, colors, model).Cut.Values);
        Assert.Equal(MlpKnockout.OneByOne(model, ioi)[1].Values, Ablate.eachMlp(ioi, model)[1].Values);
        Assert.Equal(MlpKnockout.Of(model, ioi, [0, 1]).Values, Ablate.mlps([0, 1], ioi, model).Values);
        Assert.Equal(InhibitionSignals.Of(model, ioi, head).PerToken, Ablate.signals(head, ioi, model).PerToken);
        var shares = DirectLogitAttribution.Of(model, ioi.Batch, ioi.Metric).Heads;
        HeadStage[] stages = [new("logits", shares, shares)];
        var few = new HeadOverlapOptions { Draws = 9, Resamples = 99 };
        var rows = Circuits.overlap(few, stages);
        Assert.All(rows, row => Assert.Equal(1, row.Share));
        Figure[] shown =
        [
            Show.faithfulness("T", Circuits.faithfulness(circuit, ioi, model)), Show.completeness("T", Circuits.completeness(options, circuit, ioi, model)), Show.minimality("T", Circuits.minimality(circuit, ioi, model)),
            Show.backup("T", Circuits.backup(circuit, ioi, model)), Show.looksAndWrites("T", Heads.looksAndWrites(head[0], ["IO"], ioi, model)), Show.repair("T", Ablate.repair(groups, places, colors, model)),
            Show.block("T", Ablate.block<IReadOnlyList<IReadOnlyList<int>>, IReadOnlyList<int>>(cut, head, places.Wrong, colors, model)), Show.signals("T", Ablate.signals(head, ioi, model)), Show.roles("T", Heads.roles([rule])), Show.overlap("T", rows),
            Show.bothTasks("a", "b", "T", stages[0]), Show.taskDifference("a", "b", 2, "T", stages[0]), Show.topOfStages("a", "b", 3, "T", stages), Show.answers("T", [Tuple.Create("IOI", Ask.answers(ioi, model))]),
        ];
        Assert.All(shown, figure => Assert.Equal("T", figure.Title));
    }

    [Fact]
    public void A_stage_shows_which_task_needs_a_head()
    {
        HeadEffects Effects(double a, double b, double c, double d) => new("effect", "", new[,,] { { { a }, { b } }, { { c }, { d } } });
        var stage = new HeadStage("logits", Effects(.5, -.25, 0, .125), Effects(-1, .5, 0, .25));
        var map = stage.ToHeatmap("names", "colors", percent: 25);
        Assert.Equal([-.5, -.25, 0, -.125], map.Cells.ToArray().Cast<double>());
        Assert.Equal(["both", "", "", ""], map.CellTexts!.Cast<string>());
        Assert.Equal([false, true, true, true], map.Faded!.Cast<bool>());
        Assert.Equal(["names", "colors", "", ""], new HeadStage("q", Effects(.5, 0, 0, 0), Effects(0, -.5, 0, 0)).ToHeatmap("names", "colors", 25).CellTexts!.Cast<string>());
        var table = new[] { stage }.ToTable("names", "colors", 2);
        Assert.Equal(["logits", "1", "0.0 (0.50) both", "0.0 (-1.00) both"], table.Rows[0]);
        Assert.Equal(["", "2", "0.1 (-0.25) both", "0.1 (0.50) both"], table.Rows[1]);
        Assert.Equal(3, new[] { stage }.ToTable("names", "colors").Rows.Count); // 1.0 does nothing
        Assert.Equal(["q", "1", "0.0 (0.50)", "0.1 (-0.50)"], new[] { new HeadStage("q", Effects(.5, 0, 0, 0), Effects(0, -.5, 0, 0)) }.ToTable("names", "colors").Rows[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => stage.ToHeatmap("names", "colors", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new[] { stage }.ToTable("names", "colors", 0));
        Whole(map);
        Whole(table);
    }

    [Fact]
    public void A_steering_vector_shows_its_longest_dimensions()
    {
        var vector = new SteeringVector(HookPoint.ResidPre(1), [0, -3, 1, 4]);
        var bars = vector.ToBarChart(2);
        Assert.Equal(["3", "1"], bars.Labels);
        Assert.Equal([4, -3], bars.Values);
        Assert.Contains("blocks.1.hook_resid_pre, length 5.099; 2 of 4 dimensions, with 96.2 % of its square", bars.Subtitle); // 25 of 26
        Assert.Contains("At least one", Assert.Throws<ArgumentOutOfRangeException>(() => vector.ToBarChart(0)).Message);
        Assert.Equal("T", Show.steering("T", vector).Title);
        Whole(bars);
    }

    static void Whole(Figure figure)
    {
        Assert.NotEqual("", figure.Title);
        System.Xml.Linq.XDocument.Parse(figure.ToSvg());
        Assert.Contains(figure.Title, figure.ToText());
    }
}
