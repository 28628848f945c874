namespace Overhear;

/// <summary>One number for each head and prompt. Plain data.</summary>
public sealed class HeadEffects : IResult<HeadEffects>
{
    const string EffectTable = "effect";

    readonly PromptValues[,] values;

    /// <summary>Takes the numbers.</summary>
    /// <param name="name">What they are, with their sign and what 0 means.</param>
    /// <param name="unit">Their unit; empty where they have none.</param>
    /// <param name="values">The numbers [layer, head, prompt].</param>
    /// <exception cref="ArgumentException">There is no layer, no head or no prompt.</exception>
    public HeadEffects(string name, string unit, double[,,] values)
    {
        if (values.Length == 0) throw new ArgumentException("There is no number: at least one layer, head and prompt are needed.", nameof(values));
        (Name, Unit, Layers, HeadsPerLayer, Prompts) = (name, unit, values.GetLength(0), values.GetLength(1), values.GetLength(2));
        this.values = new PromptValues[Layers, HeadsPerLayer];
        for (var layer = 0; layer < Layers; layer++)
            for (var head = 0; head < HeadsPerLayer; head++)
                this.values[layer, head] = new PromptValues(Enumerable.Range(0, Prompts).Select(prompt => values[layer, head, prompt]));
    }

    HeadEffects(HeadEffects of, RunRecord? record)
    {
        (Name, Unit, Layers, HeadsPerLayer, Prompts, Record) = (of.Name, of.Unit, of.Layers, of.HeadsPerLayer, of.Prompts, record);
        values = of.values;
    }

    /// <summary>What the numbers are.</summary>
    public string Name { get; }

    /// <summary>Their unit; empty where they have none.</summary>
    public string Unit { get; }

    /// <summary>Layers.</summary>
    public int Layers { get; }

    /// <summary>Heads in a layer.</summary>
    public int HeadsPerLayer { get; }

    /// <summary>Prompts.</summary>
    public int Prompts { get; }

    /// <summary>What they were made with; null for numbers that were put together by hand.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>All heads, by layer.</summary>
    public IReadOnlyList<HeadId> Heads => [.. Enumerable.Range(0, Layers * HeadsPerLayer).Select(i => new HeadId(i / HeadsPerLayer, i % HeadsPerLayer))];

    /// <summary>One head's numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head.</exception>
    public PromptValues this[HeadId head] => head.Layer >= 0 && head.Layer < Layers && head.Head >= 0 && head.Head < HeadsPerLayer
        ? values[head.Layer, head.Head]
        : throw new ArgumentOutOfRangeException(nameof(head), head, $"There is no such head; there are 0.0 to {Layers - 1}.{HeadsPerLayer - 1}.");

    /// <summary>The mean over prompts [layer, head].</summary>
    public LabelledMatrix Means() => Matrix(Name, v => v.Mean);

    /// <summary>The standard error of the mean [layer, head]; NaN for a single prompt.</summary>
    public LabelledMatrix StandardErrors() => Matrix($"standard error of {Name}", v => v.StandardError);

    /// <summary>All heads, the one with the largest mean first; among equals the earlier one.</summary>
    public IReadOnlyList<HeadId> Ranked() => [.. Heads.OrderByDescending(head => this[head].Mean)];

    /// <summary>The heads whose mean is at least that large, largest first.</summary>
    public IReadOnlyList<HeadId> AtLeast(double least) => [.. Ranked().Where(head => this[head].Mean >= least)];

    /// <summary>Each layer's heads together, prompt by prompt.</summary>
    public IReadOnlyList<PromptValues> LayerSums() => [.. Enumerable.Range(0, Layers).Select(layer => PromptValues.Sum(Enumerable.Range(0, HeadsPerLayer).Select(head => values[layer, head])))];

    /// <summary>These less a number for each prompt, under a new name.</summary>
    internal HeadEffects Minus(PromptValues baseline, string name)
    {
        var changes = new double[Layers, HeadsPerLayer, Prompts];
        foreach (var head in Heads)
            for (var prompt = 0; prompt < Prompts; prompt++) changes[head.Layer, head.Head, prompt] = this[head].Values[prompt] - baseline.Values[prompt];
        return new HeadEffects(name, Unit, changes) { Record = Record };
    }

    /// <summary>The same numbers with the record of the result that they are part of.</summary>
    internal HeadEffects With(RunRecord? record) => new(this, record);

    void IResult.Describe(ResultContent content) => AddTo(content, EffectTable);

    static HeadEffects IResult<HeadEffects>.Read(ResultReader reader) => From(reader, EffectTable).With(reader.OptionalRecord);

    /// <summary>Adds them as a table [layer, head, prompt].</summary>
    internal void AddTo(ResultContent content, string table) => content
        .Axis("layer", Layers).Axis("head", HeadsPerLayer).Axis("prompt", Prompts)
        .Numbers(table, Name, Unit, ["layer", "head", "prompt"], Heads.SelectMany(head => this[head].Values));

    /// <summary>Reads such a table.</summary>
    internal static HeadEffects From(ResultReader reader, string table)
    {
        var numbers = reader.Numbers(table, "layer", "head", "prompt");
        return new HeadEffects(reader.Title(table), reader.Unit(table), RowMajor.Fill(new double[reader.Size("layer"), reader.Size("head"), reader.Size("prompt")], numbers));
    }

    LabelledMatrix Matrix(string name, Func<PromptValues, double> number)
    {
        var table = new double[Layers, HeadsPerLayer];
        foreach (var head in Heads) table[head.Layer, head.Head] = number(this[head]);
        return new LabelledMatrix(name, table, Enumerable.Range(0, Layers).Select(l => $"{l}"), Enumerable.Range(0, HeadsPerLayer).Select(h => $"{h}"), "layer", "head", Unit) { Record = Record };
    }
}
