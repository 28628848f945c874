namespace Overhear;

/// <summary>What a head may look at in random tokens that are repeated.</summary>
public enum HeadScoreKind
{
    /// <summary>The token before.</summary>
    PreviousToken,
    /// <summary>From the second round on, the same token one round earlier.</summary>
    DuplicateToken,
    /// <summary>From the second round on, the token after the same one a round earlier: what comes next.</summary>
    Induction,
}
