namespace Overhear;

/// <summary>A teaching model that was trained: where it lies, how it was made, what it can do. Plain data.</summary>
/// <param name="Folder">Its folder, in Hugging Face's layout.</param>
/// <param name="Training">How it was made.</param>
/// <param name="CoolDown">What the judge says of it after its first stage.</param>
/// <param name="Final">What the judge says of it as it is.</param>
/// <param name="Scores">What it can do.</param>
public sealed record TeachingReport(string Folder, TeachingTraining Training, TeachingVerdict CoolDown, TeachingVerdict Final, TeachingScores Scores)
{
    /// <summary>The least distance of the component from the others that the final model needs, in their deviations.</summary>
    public const double LeastFinalZ = 4;

    /// <summary>Measures a model that <see cref="TeachingModel.Train(string, TeachingOptions?)"/> wrote: all but its training is measured anew, on the weights that lie there.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="InvalidFileException">Something that lies with such a model is missing or cannot be read.</exception>
    /// <exception cref="ModelLoadException">Its weights cannot be loaded.</exception>
    public static TeachingReport Of(string folder) => Of(folder, questions: 200, TeachingJudge.Of);

    internal static TeachingReport Of(string folder, int questions, Func<TransformerModel, TeachingVerdict> judge)
    {
        folder = Path.GetFullPath(folder);
        var training = TeachingTraining.Read(folder);
        var cooled = Checkpoints.Of(folder).LastOrDefault(checkpoint => checkpoint.Stage == TeachingStage.Circuits)
            ?? throw new InvalidFileException(Path.Combine(folder, Checkpoints.FolderName), "holds no checkpoint of the first stage", ["the judge needs the model as it was at its end"]);
        TeachingVerdict coolDown;
        using (var then = cooled.Load()) coolDown = judge(then);
        using var model = TransformerModel.Load(folder);
        return new TeachingReport(folder, training, coolDown, judge(model), TeachingExam.Take(model, questions));
    }
}
