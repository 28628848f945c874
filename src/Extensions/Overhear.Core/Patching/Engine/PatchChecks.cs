namespace Overhear;

/// <summary>What every sweep asks of its prompts and metrics.</summary>
static class PatchChecks
{
    /// <summary>Throws unless prompts, twins and metrics fit each other and the model, all metrics reading at one place.</summary>
    public static void Require(TransformerModel model, TwinPrompts twins, IReadOnlyList<IAnswerMetric> metrics)
    {
        twins.Require(model);
        foreach (var metric in metrics) metric.RequireFor(model, twins.Clean);
        for (var row = 0; row < twins.Count; row++)
            if (metrics.FirstOrDefault(metric => metric.PositionIn(twins.Clean, row) != metrics[0].PositionIn(twins.Clean, row)) is { } other)
                throw new ArgumentException($"'{other.Label}' reads position {other.PositionIn(twins.Clean, row)} of prompt {row}, '{metrics[0].Label}' position {metrics[0].PositionIn(twins.Clean, row)}; metrics of one sweep read the same positions.");
    }
}
