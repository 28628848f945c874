using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Quantities that a model's answers alone give.</summary>
static class AnswerMeasures
{
    const int Rows = 20; // of a pass: bounds what logits take

    public static PaperMeasures AddTo(PaperMeasures measures) => measures
        .With("IOI mean logit difference", subject => OfIndirectObject(subject, Differences(subject).Average()))
        .With("IOI share of prompts with IO above S", subject => OfIndirectObject(subject, 100 * Differences(subject).Average(difference => difference > 0 ? 1.0 : 0)))
        .With("IOI mean IO probability", subject => OfIndirectObject(subject, 100 * Answers(subject.Model, subject.IndirectObject).Average(answer => answer.Probability)))
        .With("Colored Objects accuracy", ColoredObjectsAccuracy);

    static PaperMeasurement OfIndirectObject(PaperSubject subject, double value) => new(value, subject.IndirectObjectRemark);

    static IEnumerable<double> Differences(PaperSubject subject) => subject.IndirectObject.Metric.Of(subject.Model, subject.IndirectObject.Batch).Values;

    static PaperMeasurement ColoredObjectsAccuracy(PaperSubject subject)
    {
        var folder = subject.Options.DataFolder;
        if (folder is null || !File.Exists(Path.Combine(folder, ReleasedColoredObjects.FileName)))
            return PaperMeasurement.NotRun($"needs the released prompts {ReleasedColoredObjects.FileName} and {ReleasedColoredObjects.PairsFileName}; give the folder that holds them");
        var prompts = ReleasedColoredObjects.Read(folder);
        var set = TaskSet.Of(subject.Model, prompts);
        if (set.Dropped.Count > 0) return PaperMeasurement.NotRun($"the model cannot be asked {set.Dropped.Count} of the {prompts.Count} released prompts: {set.Dropped[0].Why}");
        return new PaperMeasurement(100 * Answers(subject.Model, set).Average(answer => answer.IsTop ? 1.0 : 0), $"on the {set.Count} released prompts");
    }

    /// <summary>The probability of each prompt's answer, and whether no token of the vocabulary has a larger one.</summary>
    static List<(double Probability, bool IsTop)> Answers(TransformerModel model, TaskSet set)
    {
        var answers = new List<(double, bool)>();
        foreach (var (chunk, first) in set.Rows.Chunk(Rows).Select((chunk, at) => (chunk, at * Rows)))
        {
            Work.Current.ThrowIfCancelled();
            answers.AddRange(model.Inspect(set.Batch.Slice(first, chunk.Length), run => Read(run.Logits.squeeze(1), chunk), new RunOptions { Logits = LogitsAt.LastToken }));
        }
        return answers;
    }

    /// <param name="logits">[row, vocabulary]</param>
    static (double, bool)[] Read(Tensor logits, IReadOnlyList<TaskRow> rows)
    {
        using var scope = NewDisposeScope();
        var wide = logits.to(ScalarType.Float64);
        var answers = tensor(rows.Select(row => (long)row.AnswerId).ToArray(), device: logits.device).unsqueeze(1);
        var probabilities = wide.softmax(-1).gather(1, answers).squeeze(1).cpu().data<double>().ToArray();
        var tops = wide.argmax(-1).cpu().data<long>().ToArray();
        return [.. rows.Select((row, at) => (probabilities[at], tops[at] == row.AnswerId))];
    }
}
