namespace Overhear;

/// <summary>A file does not hold what it must. The message names the file, every fault that was found, and what to do.</summary>
public sealed class InvalidFileException : Exception
{
    /// <summary>Reports the faults of one file or folder.</summary>
    /// <param name="filePath">The file or folder.</param>
    /// <param name="problem">What is wrong as a whole, read after the path: <c>is not a valid safetensors file</c>.</param>
    /// <param name="faults">Each fault: what was found, where, and what is allowed.</param>
    /// <param name="advice">What to do about it, as whole sentences; null where the faults say it.</param>
    /// <param name="inner">The exception behind it, where there is one.</param>
    public InvalidFileException(string filePath, string problem, IReadOnlyList<string> faults, string? advice = null, Exception? inner = null)
        : base(Explain(filePath, problem, faults, advice), inner)
    {
        FilePath = filePath;
        Faults = faults;
    }

    /// <summary>The file or folder that is at fault.</summary>
    public string FilePath { get; }

    /// <summary>Every fault, in the order in which they stand in the file.</summary>
    public IReadOnlyList<string> Faults { get; }

    static string Explain(string filePath, string problem, IReadOnlyList<string> faults, string? advice)
    {
        var text = faults.Count == 1
            ? $"{filePath} {problem}: {faults[0]}."
            : $"{filePath} {problem}:{string.Concat(faults.Select(fault => $"\n  - {fault}"))}";
        if (advice is null) return text;
        return text + (faults.Count == 1 ? " " : "\n") + advice;
    }
}
