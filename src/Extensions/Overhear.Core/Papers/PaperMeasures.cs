namespace Overhear;

/// <summary>What can be measured of a paper's quantities, by their names in a <see cref="PaperTable"/>. Immutable.</summary>
/// <remarks>A value comes from the model that was loaded or is not there: the paper's own number is never shown as ours.</remarks>
public sealed class PaperMeasures
{
    readonly IReadOnlyDictionary<string, Func<PaperSubject, PaperMeasurement>> measures;

    PaperMeasures(IReadOnlyDictionary<string, Func<PaperSubject, PaperMeasurement>> measures) => this.measures = measures;

    /// <summary>Those that the library brings.</summary>
    public static PaperMeasures Standard { get; } = CircuitReuseMeasures.AddTo(IndirectObjectMeasures.AddTo(AnswerMeasures.AddTo(new PaperMeasures(new Dictionary<string, Func<PaperSubject, PaperMeasurement>>()))));

    /// <summary>The quantities that can be measured.</summary>
    public IReadOnlyList<string> Quantities => [.. measures.Keys];

    /// <summary>These and one more, or another way to measure one.</summary>
    /// <param name="quantity">Its name in tables.</param>
    /// <param name="measure">Measures it on a model, in the tables' unit.</param>
    public PaperMeasures With(string quantity, Func<PaperSubject, PaperMeasurement> measure)
    {
        ArgumentException.ThrowIfNullOrEmpty(quantity);
        return new PaperMeasures(new Dictionary<string, Func<PaperSubject, PaperMeasurement>>(measures) { [quantity] = measure });
    }

    /// <summary>Measures the rows of a table that are of a model and can be measured; the others are not run, and say why.</summary>
    /// <param name="model">The model, as stored; each row's processing is applied here.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">How many prompts, their seed, where released files are.</param>
    /// <remarks>Some forward passes over the prompts for each quantity. What a model cannot be asked, or whose file is missing, is not run.</remarks>
    /// <exception cref="ArgumentException">The model was processed already, or there are too few prompts.</exception>
    public IReadOnlyList<PaperCheck> Check(TransformerModel model, PaperTable table, PaperOptions? options = null)
    {
        options ??= new PaperOptions();
        if (options.Prompts < 2) throw new ArgumentOutOfRangeException(nameof(options), options.Prompts, "At least 2 prompts are needed.");
        if (model.Processing.Count > 0) throw new ArgumentException($"{model.Name} was processed already ({string.Join(", ", model.Processing)}); give it as stored, for each row says its own processing.", nameof(model));
        var checks = new PaperCheck[table.Numbers.Count];
        var done = 0;
        foreach (var group in table.Numbers.Index().GroupBy(row => row.Item.Processing))
        {
            PaperSubject? subject = null;
            try
            {
                foreach (var (at, number) in group)
                {
                    Work.Current.Step("Paper numbers", done++, checks.Length, number.Quantity);
                    checks[at] = !number.IsOf(model.Name) ? number.Compare(null, $"of {number.Model}, which is not loaded")
                        : !measures.TryGetValue(number.Quantity, out var measure) ? number.Compare(null, "no measurement of this quantity is known")
                        : Compare(number, measure, subject ??= new PaperSubject(Processed(model, group.Key), options));
                }
            }
            finally
            {
                if (subject is not null && !ReferenceEquals(subject.Model, model)) subject.Model.Dispose();
            }
        }
        Work.Current.Step("Paper numbers", checks.Length, checks.Length);
        return checks;
    }

    static PaperCheck Compare(PaperNumber number, Func<PaperSubject, PaperMeasurement> measure, PaperSubject subject)
    {
        try
        {
            var found = measure(subject);
            return number.Compare(found.Value, found.Remark);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or InvalidFileException or IOException)
        {
            return number.Compare(null, fault.Message.ReplaceLineEndings(" "));
        }
    }

    static TransformerModel Processed(TransformerModel model, PaperProcessing processing)
    {
        if (processing == PaperProcessing.Raw) return model;
        using var folded = model.WithFoldedLayerNorm();
        using var centred = folded.WithCentredWriting();
        return centred.WithCentredUnembedding();
    }
}
