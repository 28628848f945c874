namespace Overhear.Tests;

/// <summary>Every long verb stops where it is cancelled, before it begins and on its way, and the model is as it was.</summary>
[Trait("Category", "fast")]
public sealed class CancellationTests : IDisposable
{
    static readonly LogitDifference metric = new([3, 4], [5, 6]);

    static readonly TwinPrompts twins = new(SmallModel.Tokens(), TokenBatch.FromIds(Enumerable.Range(0, SmallModel.Tokens().Rows).Select(row => Enumerable.Range(0, SmallModel.Tokens().Length).Select(at => SmallModel.Tokens().Id(row, at) + 1))), metric);

    static readonly HeadCircuit circuit = HeadCircuit.Of("any", [new HeadId(0, 0), new HeadId(1, 0)]);

    static readonly Dictionary<string, Action<TransformerModel, string>> verbs = new()
    {
        ["TransformerModel.Load"] = (_, folder) => TransformerModel.Load(folder).Dispose(),
        ["TransformerModel.Inspect"] = (model, _) => model.Inspect(SmallModel.Tokens(), _ => 0),
        ["TransformerModel.NextTokens"] = (model, _) => model.NextTokens(SmallModel.Prompt()),
        ["TransformerModel.Generate"] = (model, _) => model.Generate(SmallModel.Prompt(), new GenerationOptions { StopIds = [] }),
        ["LogitLens.Of"] = (model, _) => LogitLens.Of(model, SmallModel.Prompt()),
        ["AttentionPatterns.Of"] = (model, _) => AttentionPatterns.Of(model, SmallModel.Prompt()),
        ["ResidualStream.Of"] = (model, _) => ResidualStream.Of(model, SmallModel.Prompt()),
        ["DirectLogitAttribution.Of"] = (model, _) => DirectLogitAttribution.Of(model, SmallModel.Tokens(), metric),
        ["GradientAttribution.Of"] = (model, _) => GradientAttribution.Of(model, SmallModel.Tokens(), SmallModel.Tokens(), metric),
        ["HeadScores.Of"] = (model, _) => HeadScores.Of(model, RepeatedTokens.Generate(53, 2, 4, 1)),
        ["HeadScores.OnRepeatedTokens"] = (model, _) => HeadScores.OnRepeatedTokens(model, 2, 3),
        ["NextTokenWriting.OnRepeatedTokens"] = (model, _) => NextTokenWriting.OnRepeatedTokens(model, 2, 3),
        ["AttentionByDistance.Of"] = (model, _) => AttentionByDistance.Of(model, [SmallModel.Prompt()]),
        ["CopyScores.Of"] = (model, _) => CopyScores.Of(model, SmallModel.Tokens(), [[1, 1]]),
        ["PositionAttention.Of"] = (model, _) => PositionAttention.Of(model, SmallModel.Tokens(), [2, 2], [0, 0]),
        ["WrittenTokens.ByHead"] = (model, _) => WrittenTokens.ByHead(model, SmallModel.Prompt(), new HeadId(0, 0)),
        ["WrittenTokens.ByMlp"] = (model, _) => WrittenTokens.ByMlp(model, SmallModel.Prompt(), 0),
        ["LogitDifference.Of"] = (model, _) => metric.Of(model, SmallModel.Tokens()),
        ["Ablation.Zero"] = (model, _) => Ablation.Zero(model, SmallModel.Tokens(), metric),
        ["Ablation.ZeroHead"] = (model, _) => Ablation.ZeroHead(model, SmallModel.Tokens(), metric, new HeadId(0, 0)),
        ["Ablation.Mean"] = (model, _) => Ablation.Mean(model, SmallModel.Tokens(), metric, SmallModel.Tokens()),
        ["Ablation.TemplateMean"] = (_, _) => Ablation.TemplateMean(TaskModel.Model, TaskModel.IndirectObjects(), IndirectObject.Abc),
        ["MlpKnockout.OneByOne"] = (_, _) => MlpKnockout.OneByOne(TaskModel.Model, TaskModel.IndirectObjects()),
        ["MlpKnockout.Of"] = (_, _) => MlpKnockout.Of(TaskModel.Model, TaskModel.IndirectObjects(), [0]),
        ["Ablation.Resample"] = (model, _) => Ablation.Resample(model, SmallModel.Tokens(), metric, SmallModel.Tokens()),
        ["PathPatching.ToLogits"] = (model, _) => PathPatching.ToLogits(model, twins),
        ["PathPatching.Into"] = (model, _) => PathPatching.Into(model, twins, [PathReceiver.Query(new HeadId(1, 0))]),
        ["PathPatching.OfGroups"] = (model, _) => PathPatching.OfGroups(model, twins, [SenderGroup.OfHeads("all", model.Heads)]),
        ["ActivationPatching.ByHead"] = (model, _) => ActivationPatching.ByHead(model, twins),
        ["ActivationPatching.ByPosition"] = (model, _) => ActivationPatching.ByPosition(model, twins),
        ["ActivationPatching.ByHeadAndPosition"] = (model, _) => ActivationPatching.ByHeadAndPosition(model, twins),
        ["AttentionKnockout.FromEnd"] = (model, _) => AttentionKnockout.FromEnd(model, twins),
        ["AttentionKnockout.From"] = (model, _) => AttentionKnockout.From(model, twins, "END"),
        ["AttributionPatching.OfHeads"] = (model, _) => AttributionPatching.OfHeads(model, twins),
        ["DirectPaths.Changes"] = (model, _) => DirectPaths.Changes(model, twins),
        ["DirectPaths.Effects"] = (model, _) => DirectPaths.Effects(model, twins),
        ["SteeringVector.Between"] = (model, _) => SteeringVector.Between(model, SmallModel.Tokens(), SmallModel.Tokens(), HookPoint.ResidPre(1)),
        ["SteeringVector.Sweep"] = (model, _) => new SteeringVector(HookPoint.ResidPre(1), new double[model.Config.DModel]).Sweep(model, SmallModel.Tokens(), metric, [1]),
        ["TaskAnswers.Of"] = (_, _) => TaskAnswers.Of(TaskModel.Model, TaskModel.IndirectObjects()),
        ["AttentionAndWriting.Of"] = (_, _) => AttentionAndWriting.Of(TaskModel.Model, TaskModel.IndirectObjects(), new HeadId(0, 0), "IO"),
        ["AttentionRepair.Of"] = (_, _) => AttentionRepair.Of(TaskModel.Model, TaskModel.ColoredObjects(), AnswerPlaces.Of(TaskModel.ColoredObjects(), "COLOR"), new HeadGroup("a", new HeadId(0, 0))),
        ["AttentionBlock.Of"] = (_, _) => AttentionBlock.Of(TaskModel.Model, TaskModel.ColoredObjects(), [new HeadId(0, 0)], AnswerPlaces.Of(TaskModel.ColoredObjects(), "COLOR").Wrong),
        ["InhibitionSignals.Of"] = (_, _) => InhibitionSignals.Of(TaskModel.Model, TaskModel.IndirectObjects(), [new HeadId(0, 0)]),
        ["CircuitFaithfulness.Of"] = (_, _) => CircuitFaithfulness.Of(TaskModel.Model, TaskModel.IndirectObjects(), circuit),
        ["CircuitCompleteness.Of"] = (_, _) => CircuitCompleteness.Of(TaskModel.Model, TaskModel.IndirectObjects(), circuit),
        ["CircuitMinimality.Of"] = (_, _) => CircuitMinimality.Of(TaskModel.Model, TaskModel.IndirectObjects(), circuit),
        ["AttentionWithout.FromTwin"] = (_, _) => AttentionWithout.FromTwin(TaskModel.Model, TaskModel.IndirectObjects(), [new HeadId(0, 1)], IndirectObject.Abc, ["IO"]),
        ["AttentionWithout.Of"] = (_, _) => AttentionWithout.Of(TaskModel.Model, TaskModel.IndirectObjects(), circuit, ["IO"]),
        ["BackupHeads.Of"] = (_, _) => BackupHeads.Of(TaskModel.Model, TaskModel.IndirectObjects(), circuit),
        ["ActivationFile.Write"] = (model, folder) => ActivationFile.Write(model, SmallModel.Tokens(), Path.Combine(folder, "activations.safetensors")),
        ["Trainer.Train"] = (_, _) => Trainer.Train(MicroTraining.Plan()).Model.Dispose(),
        ["TeachingModel.Train"] = (_, folder) => TeachingModel.Train(Path.Combine(folder, "teaching"), new TeachingOptions { Seeds = 1 }),
    };

    readonly string folder = Directory.CreateTempSubdirectory("overhear-cancel-").FullName;
    readonly TransformerModel model = SmallModel.LayerNorm();

    public CancellationTests() => Gpt2Folder.Write(folder, model);

    public void Dispose()
    {
        model.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static TheoryData<string> All => [.. verbs.Keys];

    [Theory, MemberData(nameof(All))]
    public void Cancelled_before_it_begins(string verb)
    {
        var before = SmallModel.Logits(model);
        using (Work.Begin(new CancellationToken(canceled: true))) Assert.ThrowsAny<OperationCanceledException>(() => verbs[verb](model, folder));
        Assert.Equal(before, SmallModel.Logits(model));
    }

    [Theory]
    [InlineData("TransformerModel.Load"), InlineData("TransformerModel.Generate"), InlineData("LogitLens.Of"), InlineData("ResidualStream.Of"), InlineData("DirectLogitAttribution.Of"), InlineData("GradientAttribution.Of"),
    InlineData("HeadScores.Of"), InlineData("AttentionByDistance.Of"), InlineData("Ablation.Zero"), InlineData("Ablation.Mean"), InlineData("Trainer.Train"), InlineData("TeachingModel.Train")]
    public void Cancelled_by_its_first_report(string verb)
    {
        var before = SmallModel.Logits(model);
        using var source = new CancellationTokenSource();
        var reports = new Canceller(source);
        using (Work.Begin(source.Token, reports)) Assert.ThrowsAny<OperationCanceledException>(() => verbs[verb](model, folder));
        Assert.Equal(1, reports.Count);
        Assert.Equal(before, SmallModel.Logits(model));
    }

    /// <summary>A verb that runs a model or trains one cannot be forgotten above.</summary>
    [Fact]
    public void Every_public_verb_that_takes_prompts_or_trains_is_tried()
    {
        var runs = new[] { typeof(Prompt), typeof(TokenBatch), typeof(IReadOnlyList<RepeatedSequence>), typeof(IEnumerable<Prompt>), typeof(TrainingPlan), typeof(TeachingOptions), typeof(TaskSet), typeof(TwinPrompts) };
        var found = typeof(TransformerModel).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods())
            .Where(method => (method.DeclaringType == typeof(TransformerModel) || method.GetParameters().Any(p => p.ParameterType == typeof(TransformerModel)) || method.Name == "Train")
                && (method.GetParameters().Any(p => runs.Contains(p.ParameterType)) || method.Name == nameof(HeadScores.OnRepeatedTokens)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Where(name => name != "TransformerModel.CacheBytes").Distinct().Append("TransformerModel.Load");
        Assert.Equal(found.Order(), verbs.Keys.Order());
    }

    sealed class Canceller(CancellationTokenSource source) : IProgress<WorkProgress>
    {
        public int Count { get; private set; }

        public void Report(WorkProgress value)
        {
            Count++;
            source.Cancel();
        }
    }
}
