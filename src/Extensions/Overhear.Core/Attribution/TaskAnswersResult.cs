namespace Overhear;

/// <summary>What a model answers to the prompts of a task. Plain data.</summary>
public sealed class TaskAnswersResult : IResult<TaskAnswersResult>
{
    internal TaskAnswersResult(PromptValues correct, PromptValues probability, PromptValues difference, RunRecord record)
    {
        Record = record;
        Correct = correct.As("1 where the answer is the most probable token", "", record);
        Probability = probability.As("probability of the answer", "", record);
        Difference = difference.As(LogitDifference.Name, LogitDifference.Unit, record);
    }

    /// <summary>1 for each prompt whose answer is the most probable token of the whole vocabulary, 0 for the others.</summary>
    public PromptValues Correct { get; }

    /// <summary>The probability of the answer, 0 to 1.</summary>
    public PromptValues Probability { get; }

    /// <summary>The logit of the answer minus that of the wrong one, in logits.</summary>
    public PromptValues Difference { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The share of prompts whose answer is the most probable token, 0 to 1.</summary>
    public double Accuracy => Correct.Mean;

    /// <summary>The share of prompts in which the answer is above the wrong one, 0 to 1.</summary>
    public double AboveWrong => Difference.Values.Average(difference => difference > 0 ? 1.0 : 0);

    void IResult.Describe(ResultContent content)
    {
        Correct.AddTo(content, "correct");
        Probability.AddTo(content, "probability");
        Difference.AddTo(content, "difference");
    }

    static TaskAnswersResult IResult<TaskAnswersResult>.Read(ResultReader reader) =>
        new(PromptValues.From(reader, "correct", null), PromptValues.From(reader, "probability", null), PromptValues.From(reader, "difference", null), reader.Record);

    /// <summary>Accuracy, probability and difference.</summary>
    public override string ToString() => FormattableString.Invariant($"{100 * Accuracy:0.#} % right, probability {Probability.Mean:0.###}, logit difference {Difference}");
}
