namespace Overhear;

/// <summary>How <see cref="AttentionBlock"/> cuts, and what it compares with.</summary>
public sealed record AttentionBlockOptions
{
    /// <summary>Whether what is left of a row is scaled to 1 again; otherwise what was cut is lost.</summary>
    public bool Renormalise { get; init; }

    /// <summary>How many times as many other heads are drawn and cut instead.</summary>
    public int Controls { get; init; } = 20;

    /// <summary>Any number; the same gives the same heads.</summary>
    public long Seed { get; init; }
}
