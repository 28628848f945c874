namespace Overhear;

/// <summary>What adds to a logit.</summary>
public enum LogitShareKind
{
    /// <summary>The embedding of the token.</summary>
    Embedding,
    /// <summary>The embedding of the position.</summary>
    Position,
    /// <summary>A head.</summary>
    Head,
    /// <summary>The output bias of a layer's attention.</summary>
    AttentionBias,
    /// <summary>The MLP of a layer, its biases in it.</summary>
    Mlp,
    /// <summary>The biases of the final norm and of the unembedding, which are the same in every prompt of the same answers.</summary>
    Constant,
}
