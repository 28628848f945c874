namespace Overhear;

/// <summary>Which prompts of <see cref="LaundryList"/> are drawn.</summary>
public sealed record LaundryListOptions
{
    /// <summary>How many things there are to buy, 2 to 8.</summary>
    public int Items { get; init; } = 2;

    /// <summary>Pairs of the missing item and the first of the others in the list. A pair is held out in both orders.</summary>
    public DataSplit Pairs { get; init; } = DataSplit.All;
}
