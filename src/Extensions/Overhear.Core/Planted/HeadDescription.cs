namespace Overhear;

/// <summary>What a planted head does.</summary>
/// <param name="Head">Which.</param>
/// <param name="Role">What it is called.</param>
/// <param name="Tasks">The tasks whose answers need it.</param>
/// <param name="Scores">By what it attends.</param>
/// <param name="Values">What it copies.</param>
sealed record HeadDescription(HeadId Head, string Role, IReadOnlyList<string> Tasks, IReadOnlyList<AttendsBy> Scores, IReadOnlyList<Moves> Values)
{
    /// <summary>
    /// Where what it writes while it rests stands, so that its writing is always as long. Heads of one role in one layer write the same, and rest
    /// together: their rests add up as their writing does.
    /// </summary>
    public string Rest => $"rest of {Role}, layer {Head.Layer}";
}
