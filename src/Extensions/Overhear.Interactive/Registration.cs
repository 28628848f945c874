using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>The one place that lists what the extension adds to a kernel. A new magic command or formatter is one class and one line here.</summary>
static class Registration
{
    static IReadOnlyList<IValueFormatter> Formatters { get; } =
    [
        new PlainValuesFormatter(),
        new TensorFormatter(),
        new TransformerModelFormatter(),
        new PromptFormatter(),
        new TokenPredictionsFormatter(),
        new GeneratedTextFormatter(),
        new AttentionPatternsFormatter(),
        new LogitLensFormatter(),
        new PromptValuesFormatter(),
        new ResultFormatter<HeadEffects>(effects => effects.ToHeatmap()),
        new ResultFormatter<HeadScoresResult>(scores => scores.ToBarChart()),
        new ResultFormatter<AttentionByDistanceResult>(result => result.ToLines()),
        new ResultFormatter<DirectLogitAttributionResult>(result => result.ToBarChart()),
        new ResultFormatter<GradientAttributionResult>(result => result.ToHeatmap()),
        new ResultFormatter<AblationResult>(result => result.ToHeatmap()),
        new ResultFormatter<PatchingResult>(result => result.ToHeatmap()),
        new ResultFormatter<SteeringVector>(vector => vector.ToBarChart()),
        new ResultFormatter<AttributionPatchingResult>(result => result.ToScatter()),
        new ResultFormatter<FaithfulnessResult>(result => result.ToBarChart()),
        new ResultFormatter<CompletenessResult>(result => result.ToScatter()),
        new ResultFormatter<MinimalityResult>(result => result.ToBarChart()),
        new ResultFormatter<BackupHeadsResult>(result => result.ToBarChart()),
        new ResultFormatter<AttentionWithoutResult>(result => result.ToBarChart([.. result.Before[0].Ranked().Take(3)])),
        new ResultFormatter<AttentionAndWritingResult>(result => result.ToScatter()),
        new ResultFormatter<AttentionRepairResult>(result => result.ToBarChart()),
        new ResultFormatter<AttentionBlockResult>(result => result.ToBarChart()),
        new ResultFormatter<InhibitionSignalsResult>(result => result.ToHeatmap()),
        new ResultFormatter<TaskAnswersResult>(answers => new Dictionary<string, TaskAnswersResult> { ["all"] = answers }.ToTable()),
        new ResultFormatter<WrittenTokensResult>(result => result.ToBarChart()),
        new ResultFormatter<ResidualStreamResult>(result => result.ToLines()),
        new SavedRunFormatter(),
        new HeadIdFormatter(),
        new LabelledMatrixFormatter(),
        new RunRecordFormatter(),
        new InstallationFormatter(),
        new FigureFormatter(),
    ];

    static IReadOnlyList<IMagic> Magics(Languages languages)
    {
        IReadOnlyList<IMagic> all = [];
        all = [new OverhearMagic(() => all), new ModelMagic(languages)];
        return all;
    }

    public static void Add(CompositeKernel root)
    {
        var languages = new Languages(root);
        root.AddMiddleware(new CellWork(languages).Run, "overhear");
        RegisterFormatters();
        foreach (var magic in Magics(languages)) magic.AddTo(root);
    }

    /// <summary>Makes every formatter known to the host.</summary>
    public static void RegisterFormatters()
    {
        foreach (var formatter in Formatters) formatter.Register();
    }
}
