namespace Overhear;

/// <summary>What one metric was in every patched run of a sweep. Plain data.</summary>
/// <param name="Name">What the metric is.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
/// <param name="Plain">Its value in the run that was patched, without a patch.</param>
/// <param name="Source">Its value in the run from which values were taken.</param>
/// <param name="Patched">Its value [row, column, prompt]; NaN where nothing was patched.</param>
sealed record PatchTable(string Name, string Unit, PromptValues Plain, PromptValues Source, double[,,] Patched);
