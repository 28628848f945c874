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

    /// <summary>
    /// The p of each head's mean being 0, by flipping signs of prompts (<see cref="SignFlip"/>), corrected for the number of heads
    /// [layer, head]. So many flips are drawn that the smallest corrected p is at most .01.
    /// </summary>
    /// <param name="correction">How it is corrected.</param>
    /// <param name="seed">Any number; the same flips the same prompts for all heads.</param>
    /// <remarks>Heads whose numbers are all exactly 0, as those that a sweep cannot reach, are no tests: their p is 1, and they do not count.</remarks>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public LabelledMatrix SignFlipP(Correction correction = Correction.Holm, long seed = 0)
    {
        HeadId[] tested = [.. Heads.Where(head => this[head].Values.Any(v => v != 0))];
        var draws = Math.Max(SignFlip.Draws, 100 * tested.Length - 1);
        var corrected = MultipleTests.Correct([.. tested.Select(head => SignFlip.P(this[head].Values, seed, draws))], correction);
        var p = tested.Zip(corrected).ToDictionary();
        return Table($"p of {Name}, {(correction == Correction.None ? "not corrected" : $"corrected for {tested.Length} heads by {correction}")}", head => p.GetValueOrDefault(head, 1), "");
    }

    /// <summary>The heads whose mean differs from 0 at a level, corrected for the number of heads; the one with the largest mean first.</summary>
    /// <param name="level">The corrected p that a head has at most.</param>
    /// <param name="correction">How p is corrected.</param>
    /// <param name="seed">Any number; the same gives the same heads.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public IReadOnlyList<HeadId> Significant(double level = .05, Correction correction = Correction.Holm, long seed = 0)
    {
        var p = SignFlipP(correction, seed);
        return [.. Ranked().Where(head => p[head.Layer, head.Head] <= level)];
    }

    /// <summary>The numbers of some prompts, without a new run.</summary>
    /// <param name="prompts">Which, counted from 0, in the order in which they shall stand.</param>
    /// <exception cref="ArgumentException">None is named, or one that is not there.</exception>
    public HeadEffects Subset(IEnumerable<int> prompts)
    {
        int[] chosen = [.. prompts];
        var kept = new double[Layers, HeadsPerLayer, chosen.Length];
        foreach (var head in Heads)
            foreach (var (at, value) in this[head].Subset(chosen).Values.Index()) kept[head.Layer, head.Head, at] = value;
        return new HeadEffects(Name, Unit, kept) { Record = Record };
    }

    /// <summary>The first half of the prompts, to choose on; of an odd number the smaller half.</summary>
    /// <exception cref="ArgumentException">There is only one prompt.</exception>
    public HeadEffects FirstHalf() => Subset(Enumerable.Range(0, Prompts / 2));

    /// <summary>The other half of the prompts, to report on what was chosen on <see cref="FirstHalf"/>.</summary>
    public HeadEffects SecondHalf() => Subset(Enumerable.Range(Prompts / 2, Prompts - Prompts / 2));

    /// <summary>These less a number for each prompt, under a new name.</summary>
    internal HeadEffects Minus(PromptValues baseline, string name)
    {
        var changes = new double[Layers, HeadsPerLayer, Prompts];
        foreach (var head in Heads)
            for (var prompt = 0; prompt < Prompts; prompt++) changes[head.Layer, head.Head, prompt] = this[head].Values[prompt] - baseline.Values[prompt];
        return new HeadEffects(name, Unit, changes) { Record = Record };
    }

    /// <summary>The same with the sign turned round, for instance drops for changes: for rules that ask for at least so much.</summary>
    /// <param name="name">What they are then.</param>
    public HeadEffects Negated(string name)
    {
        var turned = new double[Layers, HeadsPerLayer, Prompts];
        foreach (var head in Heads)
            for (var prompt = 0; prompt < Prompts; prompt++) turned[head.Layer, head.Head, prompt] = -this[head].Values[prompt];
        return new HeadEffects(name, Unit, turned) { Record = Record };
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

    LabelledMatrix Matrix(string name, Func<PromptValues, double> number) => Table(name, head => number(this[head]), Unit);

    LabelledMatrix Table(string name, Func<HeadId, double> number, string unit)
    {
        var table = new double[Layers, HeadsPerLayer];
        foreach (var head in Heads) table[head.Layer, head.Head] = number(head);
        return new LabelledMatrix(name, table, Enumerable.Range(0, Layers).Select(l => $"{l}"), Enumerable.Range(0, HeadsPerLayer).Select(h => $"{h}"), "layer", "head", unit) { Record = Record };
    }
}
