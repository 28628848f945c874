namespace Overhear;

/// <summary>The tokens of a text, each on a colour that says a number.</summary>
public sealed record TokenStripFigure : Figure
{
    /// <summary>Shows tokens with numbers.</summary>
    /// <param name="title">The title.</param>
    /// <param name="tokens">The tokens as text.</param>
    /// <param name="values">One number for each token; one that is not finite leaves its token plain.</param>
    /// <exception cref="ArgumentException">There is no token, or tokens and numbers are not equally many.</exception>
    public TokenStripFigure(string title, IEnumerable<string> tokens, IEnumerable<double> values) : base(title)
    {
        (Tokens, Values) = ([.. tokens], [.. values]);
        if (Tokens.Count != Values.Count || Tokens.Count == 0)
            throw new ArgumentException($"A token strip needs one number for each token and at least one token; there are {Tokens.Count} tokens and {Values.Count} numbers.");
    }

    /// <summary>The tokens as text.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>One number for each token.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>What the numbers are.</summary>
    public string ValueTitle { get; init; } = "value";

    /// <summary>The unit of the numbers; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How numbers become colours.</summary>
    public ColourScale Scale { get; init; } = ColourScale.FromNumbers;

    internal ColourRange Range => ColourRange.Of(Values, Scale, least: null, most: null);
}
