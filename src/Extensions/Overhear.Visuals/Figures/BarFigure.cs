namespace Overhear;

/// <summary>One bar for each label.</summary>
public sealed record BarFigure : Figure
{
    /// <summary>Shows bars.</summary>
    /// <param name="title">The title.</param>
    /// <param name="labels">The bars' labels, in order.</param>
    /// <param name="values">The bars' lengths; one that is not finite leaves its place empty.</param>
    /// <param name="errors">The half-length of each bar's error bar, in the unit of the values; none where it is left out.</param>
    /// <exception cref="ArgumentException">There is no bar, or labels, values and errors are not equally many, or an error is negative.</exception>
    public BarFigure(string title, IEnumerable<string> labels, IEnumerable<double> values, IEnumerable<double>? errors = null) : base(title)
    {
        (Labels, Values, Errors) = ([.. labels], [.. values], [.. errors ?? []]);
        List<string> problems = [];
        if (Labels.Count != Values.Count)
            problems.Add($"there are {Labels.Count} labels and {Values.Count} values, and they must be equally many");
        if (Values.Count == 0)
            problems.Add("there is no bar, and at least one is needed");
        if (errors is not null && Errors.Count != Values.Count)
            problems.Add($"there are {Errors.Count} errors and {Values.Count} values; give one error a bar, or none at all");
        for (var i = 0; i < Errors.Count; i++)
            if (Errors[i] < 0)
                problems.Add($"the error of bar {i} is {Errors[i]}, and cannot be less than 0");
        if (problems.Count > 0)
            throw new ArgumentException($"The bars cannot be drawn: {string.Join("; ", problems)}.");
    }

    /// <summary>The bars' labels, in order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The bars' lengths.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The half-length of each bar's error bar, in the unit of the values; empty where there are none.</summary>
    public IReadOnlyList<double> Errors { get; }

    /// <summary>What the labels are.</summary>
    public string LabelTitle { get; init; } = "";

    /// <summary>What the lengths are.</summary>
    public string ValueTitle { get; init; } = "";

    /// <summary>The unit of the lengths; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Values to compare with, as straight lines across all bars; on which axis they say that they lie is of no account.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Whether the bars lie, the first one on top: for long labels.</summary>
    public bool Horizontal { get; init; }
}
