using TorchSharp;

namespace Overhear.Tests;

/// <summary>Nothing native stays behind: counted tensors after many runs, resident memory over many loads.</summary>
[Trait("Category", "slow"), Collection(nameof(LeakTests))]
public class LeakTests
{
    const int Passes = 10_000;
    const int Loads = 100;
    const int Settling = 20;

    [Fact]
    public void Ten_thousand_forward_passes_leave_no_tensor()
    {
        using var model = SmallModel.LayerNorm();
        var (tokens, prompt) = (SmallModel.Tokens(), SmallModel.Prompt());
        RunOptions[] ways =
        [
            new(),
            RunOptions.Keeping(HookSelection.All),
            RunOptions.Editing(new Hook(HookPoint.Z(1), z => z * 2)),
            new() { Keep = HookSelection.Kinds(HookKind.Z, HookKind.ResidPre), GradientOf = logits => logits.sum() },
            new() { StopAtLayer = 1, Logits = LogitsAt.Nowhere },
        ];
        void Pass(int i)
        {
            model.Inspect(tokens, run => run.Residual.sum().ToDouble(), ways[i % ways.Length]);
            if (i % 100 == 0) model.Generate(prompt, new GenerationOptions { MaxNewTokens = 3, StopIds = [] });
        }
        for (var i = 0; i < 100; i++) Pass(i);
        var before = Live();
        for (var i = 0; i < Passes; i++) Pass(i);
        Assert.Equal(before, Live());
    }

    [Fact]
    public void Reading_that_fails_leaves_no_tensor()
    {
        using var model = SmallModel.LayerNorm();
        void Fail() => Assert.Throws<InvalidOperationException>(() => model.Inspect<int>(SmallModel.Tokens(), run => throw new InvalidOperationException($"{run.Logits.sum().ToDouble()}"), RunOptions.Keeping(HookSelection.All)));
        Fail();
        var before = Live();
        for (var i = 0; i < 50; i++) Fail();
        Assert.Equal(before, Live());
    }

    [Fact]
    public void Analyses_leave_no_tensor()
    {
        using var model = SmallModel.LayerNorm();
        var (tokens, other, prompt, metric) = (SmallModel.Tokens(), SmallModel.Tokens(), SmallModel.Prompt(), new LogitDifference([3, 4], [5, 6]));
        var (set, twins) = (TaskModel.IndirectObjects(), new TwinPrompts(tokens, TokenBatch.FromIds(Enumerable.Range(0, tokens.Rows).Select(row => Enumerable.Range(0, tokens.Length).Select(at => tokens.Id(row, at) + 1))), metric));
        var folder = Directory.CreateTempSubdirectory("overhear-leaks-").FullName;
        bool Keep(Run run)
        {
            run.Save(Path.Combine(folder, "run.safetensors"));
            return true;
        }
        Action[] analyses =
        [
            () => LogitLens.Of(model, prompt, [3]),
            () => LogitLens.Of(model, prompt, [3], scale: LensScale.Final),
            () => AttentionPatterns.Of(model, prompt),
            () => ResidualStream.Of(model, prompt),
            () => metric.Of(model, tokens),
            () => DirectLogitAttribution.Of(model, tokens, metric),
            () => HeadScores.OnRepeatedTokens(model, 2, 4),
            () => PositionAttention.Of(model, tokens, [2, 3], [0, 1]),
            () => CopyScores.Of(model, tokens, [[0, 1], [2, 3]]),
            () => AttentionByDistance.Of(model, [prompt, new Prompt("", [1, 2], ["a", "b"], 0, "")]),
            () => WrittenTokens.ByHead(model, prompt, new HeadId(1, 1)),
            () => WrittenTokens.ByMlp(model, prompt, 1),
            () => Ablation.Zero(model, tokens, metric),
            () => Ablation.ZeroHead(model, tokens, metric, new HeadId(1, 1)),
            () => Ablation.Mean(model, tokens, metric, other),
            () => Ablation.Resample(model, tokens, metric, other),
            () => Ablation.TemplateMean(TaskModel.Model, set, IndirectObject.Abc),
            () => PathPatching.ToLogits(model, twins, new PathPatchingOptions { Senders = PathPatchingOptions.Everything(model), Metrics = [new KlFromPlain(), AnswerRank.Of(metric)] }),
            () => PathPatching.Into(model, twins, [PathReceiver.Query(new HeadId(1, 0)), PathReceiver.Mlp(1)], null, new PathPatchingOptions { Semantics = PathSemantics.Live }),
            () => PathPatching.OfGroups(model, twins, [new SenderGroup("all", PathPatchingOptions.Everything(model))], options: new PathPatchingOptions { Semantics = PathSemantics.Live }),
            () => PathPatching.OfGroups(model, twins, [SenderGroup.OfHeads("first layer", new HeadId(0, 0), new HeadId(0, 1))], [PathReceiver.Query(new HeadId(1, 0))]),
            () => ActivationPatching.ByHead(model, twins),
            () => ActivationPatching.ByHead(model, twins, HookKind.Pattern),
            () => ActivationPatching.ByPosition(model, twins),
            () => ActivationPatching.ByHeadAndPosition(model, twins, HookKind.K),
            () => AttentionKnockout.FromEnd(model, twins),
            () => AttributionPatching.OfHeads(model, twins, 1, 1),
            () => DirectPaths.Changes(model, twins),
            () => DirectPaths.Effects(model, twins),
            () => SteeringVector.Between(model, tokens, other, HookPoint.ResidPre(1)).Sweep(model, tokens, metric, [1]),
            () => GradientAttribution.Of(model, tokens, other, metric),
            () => model.Inspect(tokens, Keep, RunOptions.Keeping(HookSelection.All)),
            () => model.Inspect(tokens, Keep, new RunOptions { Keep = HookSelection.Kinds(HookKind.Z), GradientOf = logits => logits.sum() }),
        ];
        LeaveNothing(analyses);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Analyses_of_tasks_and_circuits_leave_no_tensor()
    {
        var model = TaskModel.Model;
        var (names, colors) = (TaskModel.IndirectObjects(count: 8), TaskModel.ColoredObjects(8));
        var signals = TaskSet.Of(model, SignalTwins.Add(IndirectObject.Generate(4, 0), 0));
        var places = AnswerPlaces.Of(colors, "COLOR");
        HeadId[] heads = [new(0, 1)];
        var circuit = HeadCircuit.Of("a", heads, "END").And(HeadCircuit.Of("b", [new HeadId(1, 0)]));
        LeaveNothing(
            () => TaskAnswers.Of(model, names),
            () => AttentionKnockout.From(model, names.Against(IndirectObject.Abc), "END", [new KeyGroup("the subject", "S1")]),
            () => AttentionAndWriting.Of(model, names, heads[0], "IO", "S1"),
            () => AttentionRepair.Of(model, colors, places, new HeadGroup("a", heads)),
            () => AttentionBlock.Of(model, colors, heads, places.Wrong, new AttentionBlockOptions { Controls = 1 }),
            () => InhibitionSignals.Of(model, signals, heads),
            () => NextTokenWriting.OnRepeatedTokens(model, 2, 4),
            () => MlpKnockout.OneByOne(model, names),
            () => MlpKnockout.Of(model, names, [0, 1]),
            () => CircuitFaithfulness.Of(model, names, circuit),
            () => CircuitCompleteness.Of(model, names, circuit, new CompletenessOptions { RandomSets = 1, GreedySets = 1, GreedySteps = 1 }),
            () => CircuitMinimality.Of(model, names, circuit),
            () => BackupHeads.Of(model, names, circuit),
            () => AttentionWithout.Of(model, names, circuit, ["IO"]),
            () => AttentionWithout.FromTwin(model, names, heads, IndirectObject.Swap, ["IO"]));
    }

    static void LeaveNothing(params Action[] analyses)
    {
        foreach (var analysis in analyses) analysis();
        for (var i = 0; i < analyses.Length; i++)
        {
            var before = Live();
            for (var k = 0; k < 20; k++) analyses[i]();
            Assert.True(Live() <= before, $"Analysis {i} leaves {Live() - before} tensors in 20 calls.");
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_hundred_loads_and_drops_do_not_grow_the_process(bool dispose)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Resident memory is read from /proc.");
        var folder = Directory.CreateTempSubdirectory("overhear-loads-").FullName;
        try
        {
            long weights;
            using (var source = SmallModel.LayerNorm(vocabulary: 200_000))
            {
                weights = source.WeightBytes;
                Gpt2Folder.Write(folder, source);
            }
            var resident = new List<double>();
            for (var i = 0; i < Loads; i++)
            {
                LoadAndDrop(folder, dispose);
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                _ = malloc_trim(0); // what the allocator keeps for the next load is no leak
                if (i >= Settling) resident.Add(Resident());
            }
            var slope = Slope(resident);
            // One load that stayed in twenty-five would be a slope of 4 % of the weights.
            Assert.True(slope < .02 * weights, FormattableString.Invariant($"{slope / 1024:0.0} KiB a load stay, of weights of {weights / 1024} KiB."));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static void LoadAndDrop(string folder, bool dispose)
    {
        var model = TransformerModel.Load(folder);
        model.Inspect(SmallModel.Tokens(1, 2), run => run.Residual.sum().ToDouble());
        if (dispose) model.Dispose();
    }

    /// <summary>Tensors alive: those in scopes and those out of them.</summary>
    static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    [System.Runtime.InteropServices.DllImport("libc")]
    static extern int malloc_trim(nint pad);

    static double Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * (double)Environment.SystemPageSize;

    /// <summary>Least squares, bytes a load.</summary>
    static double Slope(List<double> values)
    {
        var (middle, mean) = ((values.Count - 1) / 2.0, values.Average());
        return values.Select((v, i) => (i - middle) * (v - mean)).Sum() / values.Select((_, i) => (i - middle) * (i - middle)).Sum();
    }
}

/// <summary>Counts the process's tensors and memory, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public class LeakCollection;
