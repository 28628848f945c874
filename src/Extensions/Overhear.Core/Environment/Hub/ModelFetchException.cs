namespace Overhear;

/// <summary>A model cannot be fetched. The message says what was asked of which hub, what came back, and what to do.</summary>
public sealed class ModelFetchException : Exception
{
    internal ModelFetchException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the same request may succeed a moment later: the connection was lost, or the hub is busy.</summary>
    internal bool IsPassing { get; init; }

    internal static ModelFetchException From(string what, IReadOnlyList<string> problems, string advice) =>
        new(problems.Count == 1 ? $"{what}: {problems[0]}. {advice}" : $"{what}:{string.Concat(problems.Select(problem => $"\n  - {problem}"))}\n{advice}");
}
