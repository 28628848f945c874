using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What a model answers to the prompts of a task: whether the answer is its most probable token, how probable it is, and by how much it leads the wrong one.</summary>
public static class TaskAnswers
{
    const int Rows = 16; // of a pass: bounds what logits take

    /// <summary>The answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts.</param>
    /// <remarks>One forward pass; logits at the last token, over the whole vocabulary.</remarks>
    public static TaskAnswersResult Of(TransformerModel model, TaskSet set)
    {
        var (right, probabilities, differences) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (tokens, metric, first) in set.Chunks(Rows))
        {
            Work.Current.Step("Answers", first, set.Count);
            model.Inspect(tokens, run =>
            {
                var logits = run.Logits.squeeze(1); // [row, vocabulary]
                right.AddRange(TopAnswers.Read(logits, metric.Correct).Select(hit => hit ? 1.0 : 0));
                var answers = tensor(metric.Correct.Select(id => (long)id).ToArray(), device: logits.device).unsqueeze(1);
                probabilities.AddRange(logits.to(ScalarType.Float64).softmax(-1).gather(1, answers).squeeze(1).cpu().data<double>().ToArray());
                differences.AddRange(metric.Read(model, run).Values);
                return 0;
            }, new RunOptions { Logits = LogitsAt.LastToken });
        }
        Work.Current.Step("Answers", set.Count, set.Count);
        return new TaskAnswersResult(new PromptValues(right), new PromptValues(probabilities), new PromptValues(differences), model.Record());
    }
}
