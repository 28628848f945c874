namespace Overhear;

/// <summary>What an analysis found: plain data that knows what it was made with, can be saved and loaded (<see cref="ResultFile"/>), drawn and shown.</summary>
/// <remarks>The library's own results are of this kind; it is not for others to implement.</remarks>
public interface IResult
{
    /// <summary>What it was made with; null for numbers that were put together by hand.</summary>
    RunRecord? Record { get; }

    /// <summary>Its kind in files: the type's name.</summary>
    internal string Kind => GetType().Name;

    /// <summary>Puts everything that it holds into tables and facts.</summary>
    internal void Describe(ResultContent content);
}

/// <summary>A result that can be loaded again.</summary>
/// <typeparam name="TSelf">The type of the result itself.</typeparam>
public interface IResult<TSelf> : IResult where TSelf : class, IResult<TSelf>
{
    /// <summary>Makes the result from what <see cref="IResult.Describe"/> put there.</summary>
    internal static abstract TSelf Read(ResultReader reader);
}
