namespace Overhear;

/// <summary>At which positions a run computes logits: the unembedding can be a third of its cost.</summary>
public enum LogitsAt
{
    /// <summary>Every position [batch, pos, vocabulary].</summary>
    AllPositions,
    /// <summary>The last token of each row [batch, 1, vocabulary]; the final norm's places then have one position too.</summary>
    LastToken,
    /// <summary>None.</summary>
    Nowhere,
}
