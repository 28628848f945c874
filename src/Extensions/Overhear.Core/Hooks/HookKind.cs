namespace Overhear;

/// <summary>What stands at a hook point. Names and shapes are TransformerLens'.</summary>
public enum HookKind
{
    /// <summary>Token embedding [batch, pos, d_model].</summary>
    Embed,
    /// <summary>Position embedding [batch, pos, d_model]; models with learned positions only.</summary>
    PosEmbed,
    /// <summary>Residual stream entering a layer [batch, pos, d_model].</summary>
    ResidPre,
    /// <summary>What each head's query reads, before the norm [batch, pos, head, d_model].</summary>
    QInput,
    /// <summary>What each key head reads, before the norm [batch, pos, kv_head, d_model].</summary>
    KInput,
    /// <summary>What each value head reads, before the norm [batch, pos, kv_head, d_model].</summary>
    VInput,
    /// <summary>Divisor of the norm before attention [batch, pos, 1].</summary>
    Ln1Scale,
    /// <summary>Normalised residual before the norm's own weight and bias [batch, pos, d_model].</summary>
    Ln1Normalized,
    /// <summary>Queries before rotation [batch, pos, head, d_head].</summary>
    Q,
    /// <summary>Keys before rotation [batch, pos, kv_head, d_head].</summary>
    K,
    /// <summary>Values [batch, pos, kv_head, d_head].</summary>
    V,
    /// <summary>Queries after rotation [batch, pos, head, d_head]; rotary models only.</summary>
    RotQ,
    /// <summary>Keys after rotation [batch, pos, kv_head, d_head]; rotary models only.</summary>
    RotK,
    /// <summary>Attention scores before the softmax, -infinity where masked [batch, head, query_pos, key_pos].</summary>
    AttnScores,
    /// <summary>Attention probabilities [batch, head, query_pos, key_pos].</summary>
    Pattern,
    /// <summary>Attention-weighted values [batch, pos, head, d_head].</summary>
    Z,
    /// <summary>What each head writes, without b_O [batch, pos, head, d_model].</summary>
    Result,
    /// <summary>What attention writes [batch, pos, d_model].</summary>
    AttnOut,
    /// <summary>Residual stream between attention and MLP [batch, pos, d_model]; not where they run in parallel.</summary>
    ResidMid,
    /// <summary>What the MLP reads, before the norm [batch, pos, d_model].</summary>
    MlpIn,
    /// <summary>Divisor of the norm before the MLP [batch, pos, 1].</summary>
    Ln2Scale,
    /// <summary>Normalised residual before the norm's own weight and bias [batch, pos, d_model].</summary>
    Ln2Normalized,
    /// <summary>MLP before its activation; of a gated MLP the gate [batch, pos, d_mlp].</summary>
    MlpPre,
    /// <summary>The linear half of a gated MLP [batch, pos, d_mlp]; gated MLPs only.</summary>
    MlpPreLinear,
    /// <summary>MLP after its activation [batch, pos, d_mlp].</summary>
    MlpPost,
    /// <summary>What the MLP writes [batch, pos, d_model].</summary>
    MlpOut,
    /// <summary>Residual stream leaving a layer [batch, pos, d_model].</summary>
    ResidPost,
    /// <summary>Divisor of the final norm [batch, pos, 1].</summary>
    FinalScale,
    /// <summary>Normalised final residual before the norm's own weight and bias [batch, pos, d_model].</summary>
    FinalNormalized,
    /// <summary>What the unembedding reads, after the final norm [batch, pos, d_model].</summary>
    UnembedIn,
    /// <summary>Logits [batch, pos, vocabulary].</summary>
    Logits,
}
