namespace Overhear;

/// <summary>One number for each prompt, with their mean and its standard error. Plain data.</summary>
public sealed class PromptValues
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

    /// <summary>The number of each prompt.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean over prompts.</summary>
    public double Mean { get; }

    /// <summary>The mean's standard error: the sample's standard deviation over the root of the number of prompts. NaN for a single prompt.</summary>
    public double StandardError { get; }

    /// <summary>Whether the mean is more than two standard errors from 0; false for a single prompt.</summary>
    public bool IsClear => Math.Abs(Mean) > 2 * StandardError;

    /// <summary>The sums, prompt by prompt.</summary>
    /// <exception cref="ArgumentException">There are no terms, or they are of different numbers of prompts.</exception>
    public static PromptValues Sum(IEnumerable<PromptValues> terms)
    {
        PromptValues[] given = [.. terms];
        if (given.Length == 0) throw new ArgumentException("There is nothing to add.", nameof(terms));
        if (given.Any(t => t.Values.Count != given[0].Values.Count)) throw new ArgumentException("The terms are of different numbers of prompts.", nameof(terms));
        return new PromptValues(Enumerable.Range(0, given[0].Values.Count).Select(prompt => given.Sum(t => t.Values[prompt])));
    }

    /// <summary>These less the others, prompt by prompt.</summary>
    /// <exception cref="ArgumentException">They are of different numbers of prompts.</exception>
    public PromptValues Minus(PromptValues other) => other.Values.Count == Values.Count
        ? new PromptValues(Values.Zip(other.Values, (a, b) => a - b))
        : throw new ArgumentException($"These are of {Values.Count} prompts, the others of {other.Values.Count}.", nameof(other));

    /// <summary>The mean ± its standard error, and the number of prompts.</summary>
    public override string ToString() => Values.Count == 1
        ? FormattableString.Invariant($"{Mean:0.####} (1 prompt)")
        : FormattableString.Invariant($"{Mean:0.####} ± {StandardError:0.####} ({Values.Count} prompts)");
}
