namespace Overhear;

/// <summary>One number for each prompt, with their mean and its standard error. Plain data.</summary>
public sealed class PromptValues : IResult<PromptValues>
{
    /// <summary>Takes one number for each prompt.</summary>
    /// <param name="values">The numbers, in the prompts' order; at least one.</param>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public PromptValues(IEnumerable<double> values)
    {
        Values = [.. values];
        if (Values.Count == 0) throw new ArgumentException("There is no prompt; at least one is needed.", nameof(values));
        Mean = Values.Average();
        StandardError = Values.Count == 1 ? double.NaN : Math.Sqrt(Values.Sum(v => (v - Mean) * (v - Mean)) / (Values.Count - 1) / Values.Count);
    }

    /// <summary>What the numbers are, with their sign and what 0 means; empty where the result that they are part of says it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Their unit; empty where they have none, or where the result that they are part of says it.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What they were made with; null for numbers that were put together by hand.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>The number of each prompt.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean over prompts.</summary>
    public double Mean { get; }

    /// <summary>The mean's standard error: the sample's standard deviation over the root of the number of prompts. NaN for a single prompt.</summary>
    public double StandardError { get; }

    /// <summary>Whether the mean is more than two standard errors from 0; false for a single prompt.</summary>
    public bool IsClear => Math.Abs(Mean) > 2 * StandardError;

    /// <summary>The interval of the mean, by resampling prompts (<see cref="Bootstrap"/>).</summary>
    /// <param name="seed">Any number; the same gives the same interval.</param>
    /// <param name="level">The share of such intervals that hold the true mean, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A number is not finite, or the level is out of bounds.</exception>
    public ConfidenceInterval Interval(long seed = 0, double level = .95) => Bootstrap.Interval(Values, level, seed: seed);

    /// <summary>The p of a mean of 0, by flipping signs of prompts (<see cref="SignFlip"/>); for many of them see <see cref="MultipleTests"/>.</summary>
    /// <param name="seed">Any number; the same gives the same p.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public double SignFlipP(long seed = 0) => SignFlip.P(Values, seed);

    /// <summary>The numbers of some prompts, without a new run.</summary>
    /// <param name="prompts">Which, counted from 0, in the order in which they shall stand.</param>
    /// <exception cref="ArgumentException">None is named, or one that is not there.</exception>
    public PromptValues Subset(IEnumerable<int> prompts)
    {
        int[] chosen = [.. prompts];
        var missing = Array.FindIndex(chosen, prompt => prompt < 0 || prompt >= Values.Count);
        if (missing >= 0) throw new ArgumentOutOfRangeException(nameof(prompts), chosen[missing], $"There is no such prompt; there are 0 to {Values.Count - 1}.");
        return new PromptValues(chosen.Select(prompt => Values[prompt])) { Name = Name, Unit = Unit, Record = Record };
    }

    /// <summary>The sums, prompt by prompt.</summary>
    /// <exception cref="ArgumentException">There are no terms, or they are of different numbers of prompts.</exception>
    public static PromptValues Sum(IEnumerable<PromptValues> terms)
    {
        PromptValues[] given = [.. terms];
        if (given.Length == 0) throw new ArgumentException("There is nothing to add.", nameof(terms));
        if (given.Any(t => t.Values.Count != given[0].Values.Count)) throw new ArgumentException("The terms are of different numbers of prompts.", nameof(terms));
        return new PromptValues(Enumerable.Range(0, given[0].Values.Count).Select(prompt => given.Sum(t => t.Values[prompt]))) { Unit = given[0].Unit, Record = given[0].Record };
    }

    /// <summary>These less the others, prompt by prompt.</summary>
    /// <exception cref="ArgumentException">They are of different numbers of prompts.</exception>
    public PromptValues Minus(PromptValues other) => other.Values.Count == Values.Count
        ? new PromptValues(Values.Zip(other.Values, (a, b) => a - b)) { Unit = Unit, Record = Record }
        : throw new ArgumentException($"These are of {Values.Count} prompts, the others of {other.Values.Count}.", nameof(other));

    /// <summary>The same numbers under a name.</summary>
    internal PromptValues As(string name, string unit, RunRecord? record) => new(Values) { Name = name, Unit = unit, Record = record };

    void IResult.Describe(ResultContent content) => AddTo(content, "value");

    static PromptValues IResult<PromptValues>.Read(ResultReader reader) => From(reader, "value", reader.OptionalRecord);

    /// <summary>Adds them as a table [prompt].</summary>
    internal void AddTo(ResultContent content, string table) => content.Axis("prompt", Values.Count).Numbers(table, Name, Unit, ["prompt"], Values);

    /// <summary>Reads such a table.</summary>
    internal static PromptValues From(ResultReader reader, string table, RunRecord? record) =>
        new(reader.Numbers(table, "prompt")) { Name = reader.Title(table), Unit = reader.Unit(table), Record = record };

    /// <summary>Adds those of each layer as a table [layer, prompt].</summary>
    internal static void AddTo(ResultContent content, string table, string title, string unit, IReadOnlyList<PromptValues> layers) => content
        .Axis("layer", layers.Count).Axis("prompt", layers[0].Values.Count).Numbers(table, title, unit, ["layer", "prompt"], layers.SelectMany(layer => layer.Values));

    /// <summary>Reads such a table.</summary>
    internal static IReadOnlyList<PromptValues> LayersFrom(ResultReader reader, string table)
    {
        var numbers = reader.Numbers(table, "layer", "prompt");
        return [.. numbers.Chunk(Math.Max(1, reader.Size("prompt"))).Select(layer => new PromptValues(layer))];
    }

    /// <summary>The mean ± its standard error, and the number of prompts.</summary>
    public override string ToString() => Values.Count == 1
        ? FormattableString.Invariant($"{Mean:0.####} (1 prompt)")
        : FormattableString.Invariant($"{Mean:0.####} ± {StandardError:0.####} ({Values.Count} prompts)");
}
