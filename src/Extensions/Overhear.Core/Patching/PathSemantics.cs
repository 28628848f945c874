namespace Overhear;

/// <summary>What is held at its clean value while a sender's change travels to the receivers.</summary>
public enum PathSemantics
{
    /// <summary>All other heads and all other MLPs: the change goes along the residual stream alone.</summary>
    Direct,

    /// <summary>All other heads; MLPs are live (Wang et al. 2022, arXiv:2211.00593, appendix B).</summary>
    ThroughMlps,

    /// <summary>All other heads at the sender's position; MLPs, and heads at other positions, are live (Merullo et al. 2023, arXiv:2310.08744, as coded).</summary>
    FrozenAtPosition,

    /// <summary>Nothing: all other heads and MLPs are live on the way.</summary>
    Live,
}
