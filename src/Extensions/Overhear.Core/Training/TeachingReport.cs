namespace Overhear;

/// <summary>A teaching model that was trained: where it lies, how it was made, what it can do.</summary>
/// <param name="Folder">Its folder, in Hugging Face's layout.</param>
/// <param name="Recipe">What it was trained by.</param>
/// <param name="History">Every step.</param>
/// <param name="Scores">What the model in the folder can do.</param>
public sealed record TeachingReport(string Folder, TrainingRecipe Recipe, IReadOnlyList<TrainingStep> History, TeachingScores Scores);
