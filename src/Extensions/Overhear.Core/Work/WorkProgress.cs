namespace Overhear;

/// <summary>How far a piece of work has come.</summary>
/// <param name="Label">What is being done, in a few words.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all; 0 where that is not known.</param>
/// <param name="Detail">A number worth watching, for instance a loss; null where there is none.</param>
/// <param name="Elapsed">Time since the scope was opened.</param>
public sealed record WorkProgress(string Label, long Done, long Total, string? Detail, TimeSpan Elapsed)
{
    /// <summary>A line such as <c>Loading gpt2: 40 of 160, 25 %, 1.2 s</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Label}: {Done}{(Total > 0 ? $" of {Total}, {100 * Done / Total} %" : "")}, {Elapsed.TotalSeconds:0.0} s{(Detail is null ? "" : $", {Detail}")}");
}
