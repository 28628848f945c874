using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Collects the faults of one input, so that all are reported at once.</summary>
/// <remarks>Only the first <see cref="Shown"/> are kept as text: a hostile file can hold millions.</remarks>
sealed class FaultList
{
    /// <summary>How many faults a message lists.</summary>
    public const int Shown = 20;

    const int LongestQuote = 120;

    readonly List<string> faults = [];

    /// <summary>How many faults were added, shown or not.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one fault, without a full stop.</summary>
    public void Add(string fault)
    {
        Count++;
        if (faults.Count < Shown) faults.Add(fault);
    }

    /// <summary>Adds what another input's exception lists, each with the input's name before it.</summary>
    public void Add(string name, InvalidFileException exception)
    {
        foreach (var fault in exception.Faults) Add($"{name}: {fault}");
    }

    /// <summary>The exception that lists what was added.</summary>
    public InvalidFileException ToException(string filePath, string problem, string? advice = null, Exception? inner = null) =>
        new(filePath, problem, Count > faults.Count ? [.. faults, $"and {Count - faults.Count} more"] : [.. faults], advice, inner);

    /// <summary>Throws if anything was added.</summary>
    /// <exception cref="InvalidFileException">There is at least one fault.</exception>
    public void ThrowIfAny(string filePath, string problem, string? advice = null)
    {
        if (Count > 0) throw ToException(filePath, problem, advice);
    }

    /// <summary>Text of a file as it can stand in a message: in quotes, control characters written as escapes, not longer than a line.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text.Length > LongestQuote ? text.AsSpan(0, LongestQuote) : text)
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }
        return quoted.Append(text.Length > LongestQuote ? "…'" : "'").ToString();
    }
}
