namespace Overhear;

/// <summary>A model cannot be loaded. The message lists everything that is wrong with it, and what is allowed.</summary>
public sealed class ModelLoadException : Exception
{
    internal ModelLoadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static ModelLoadException From(string what, IReadOnlyCollection<string> problems)
    {
        const int shown = 20;
        var lines = problems.Take(shown).Select(p => $"  - {p}").ToList();
        if (problems.Count > shown) lines.Add($"  … and {problems.Count - shown} more.");
        return new ModelLoadException($"{what}{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
