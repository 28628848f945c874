namespace Overhear;

/// <summary>Quantities that a model's answers alone give.</summary>
static class AnswerMeasures
{
    public static PaperMeasures AddTo(PaperMeasures measures) => measures
        .With("IOI mean logit difference", subject => OfIndirectObject(subject, Differences(subject).Average()))
        .With("IOI share of prompts with IO above S", subject => OfIndirectObject(subject, 100 * Differences(subject).Average(difference => difference > 0 ? 1.0 : 0)))
        .With("IOI mean IO probability", subject => OfIndirectObject(subject, 100 * TaskAnswers.Of(subject.Model, subject.IndirectObject).Probability.Mean))
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
        return new PaperMeasurement(100 * TaskAnswers.Of(subject.Model, set).Accuracy, $"on the {set.Count} released prompts");
    }
}
