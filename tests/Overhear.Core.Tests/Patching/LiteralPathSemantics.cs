namespace Overhear.Tests;

/// <summary>What is held at its clean value while a sender's change travels to the receivers.</summary>
enum LiteralPathSemantics
{
    /// <summary>All other heads and all other MLPs: the change goes along the residual stream alone.</summary>
    Direct,
    /// <summary>All other heads; MLPs are live (Wang et al. 2022).</summary>
    ThroughMlps,
    /// <summary>All other heads at the sender's position; MLPs, and heads elsewhere, are live (Merullo et al. 2024, as coded).</summary>
    FrozenAtPosition,
    /// <summary>Nothing.</summary>
    Live,
}
