namespace Overhear;

/// <summary>An endless source of training rows.</summary>
public interface ITrainingData
{
    /// <summary>What it gives, in words that change when the data change: a training only goes on with the data it began with.</summary>
    string Description { get; }

    /// <summary>The tasks that rows are about; losses are told for each.</summary>
    IReadOnlyList<string> Tasks => [];

    /// <summary>The next row. It depends on the step and on the random numbers alone, so that a training can be repeated and resumed.</summary>
    /// <param name="random">Where all chance comes from.</param>
    /// <param name="step">The step that the row is for, counted from 0.</param>
    TrainingRow Next(SeededRandom random, int step);
}
