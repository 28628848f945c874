namespace Overhear;

/// <summary>Numbers or texts over some axes of a result.</summary>
/// <param name="Title">What they are, with their sign and what 0 means.</param>
/// <param name="Unit">Their unit; empty where they have none.</param>
/// <param name="Axes">The axes' names, outermost first.</param>
/// <param name="Values">The entries, the last axis running fastest: double[], long[] or string[].</param>
/// <param name="Tensors">The names under which each entry of the first axis is a tensor of its own; null for one tensor of the table's name.</param>
sealed record ResultTable(string Title, string Unit, IReadOnlyList<string> Axes, Array Values, IReadOnlyList<string>? Tensors)
{
    /// <summary>The type of float64 numbers.</summary>
    public const string Numbers = "numbers";

    /// <summary>The type of whole numbers of 64 bits.</summary>
    public const string Integers = "integers";

    /// <summary>The type of texts.</summary>
    public const string Texts = "texts";

    /// <summary>The type of the entries, by its name in files.</summary>
    public string Type => Values switch { double[] => Numbers, long[] => Integers, _ => Texts };

    /// <summary>An array of a type.</summary>
    public static Array Entries(string type, int count) => type switch { Numbers => new double[count], Integers => new long[count], _ => new string[count] };
}
