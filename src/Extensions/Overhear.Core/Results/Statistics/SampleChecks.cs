namespace Overhear;

/// <summary>What every statistic asks of its numbers.</summary>
static class SampleChecks
{
    /// <summary>Throws unless there is a number and all are finite.</summary>
    public static void Require(IReadOnlyList<double> values, string what)
    {
        if (values.Count == 0) throw new ArgumentException($"There are no {what}; a number for at least one prompt is needed.");
        for (var i = 0; i < values.Count; i++)
            if (!double.IsFinite(values[i])) throw new ArgumentException(FormattableString.Invariant($"Number {i} of the {what} is {values[i]}; only finite numbers have a mean. Leave that prompt out."));
    }
}
