using System.Globalization;

namespace Overhear;

/// <summary>The address of a place in the model at which activations can be read, edited or differentiated.</summary>
/// <remarks>A value: two addresses of the same place are equal. Prints and parses as TransformerLens names it, <c>blocks.9.attn.hook_z</c>.</remarks>
public readonly record struct HookPoint : IComparable<HookPoint>, IComparable
{
    static readonly string[] names =
    [
        "hook_embed", "hook_pos_embed", "hook_resid_pre", "hook_q_input", "hook_k_input", "hook_v_input", "ln1.hook_scale", "ln1.hook_normalized",
        "attn.hook_q", "attn.hook_k", "attn.hook_v", "attn.hook_rot_q", "attn.hook_rot_k", "attn.hook_attn_scores", "attn.hook_pattern", "attn.hook_z",
        "attn.hook_result", "hook_attn_out", "hook_resid_mid", "hook_mlp_in", "ln2.hook_scale", "ln2.hook_normalized", "mlp.hook_pre", "mlp.hook_pre_linear",
        "mlp.hook_post", "hook_mlp_out", "hook_resid_post", "ln_final.hook_scale", "ln_final.hook_normalized", "unembed.hook_in", "unembed.hook_out",
    ];

    /// <summary>A place by its kind and, within a layer, the layer.</summary>
    /// <exception cref="ArgumentException">A layer is given for a place outside of the layers, or none for one inside.</exception>
    public HookPoint(HookKind kind, int? layer = null)
    {
        if (IsInLayer(kind) != layer.HasValue || layer < 0)
            throw new ArgumentException(IsInLayer(kind) ? $"{kind} stands in every layer: say in which, counted from 0." : $"{kind} stands in no layer.", nameof(layer));
        Kind = kind;
        Layer = layer;
    }

    /// <summary>What stands there.</summary>
    public HookKind Kind { get; }

    /// <summary>The layer, from 0; null for embeddings, the final norm and the unembedding.</summary>
    public int? Layer { get; }

    /// <summary>TransformerLens' name, for instance <c>blocks.9.attn.hook_z</c>.</summary>
    public string Name => Layer is { } layer ? string.Create(CultureInfo.InvariantCulture, $"blocks.{layer}.{names[(int)Kind]}") : names[(int)Kind];

    /// <summary>Token embedding [batch, pos, d_model].</summary>
    public static HookPoint Embed { get; } = new(HookKind.Embed);
    /// <summary>Position embedding [batch, pos, d_model].</summary>
    public static HookPoint PosEmbed { get; } = new(HookKind.PosEmbed);
    /// <summary>Logits [batch, pos, vocabulary].</summary>
    public static HookPoint Logits { get; } = new(HookKind.Logits);
    /// <summary>What the unembedding reads, after the final norm [batch, pos, d_model].</summary>
    public static HookPoint UnembedIn { get; } = new(HookKind.UnembedIn);
    /// <summary>Divisor of the final norm [batch, pos, 1].</summary>
    public static HookPoint FinalScale { get; } = new(HookKind.FinalScale);
    /// <summary>Normalised final residual [batch, pos, d_model].</summary>
    public static HookPoint FinalNormalized { get; } = new(HookKind.FinalNormalized);

    /// <summary>Residual stream entering a layer [batch, pos, d_model].</summary>
    public static HookPoint ResidPre(int layer) => new(HookKind.ResidPre, layer);
    /// <summary>Residual stream between attention and MLP [batch, pos, d_model].</summary>
    public static HookPoint ResidMid(int layer) => new(HookKind.ResidMid, layer);
    /// <summary>Residual stream leaving a layer [batch, pos, d_model].</summary>
    public static HookPoint ResidPost(int layer) => new(HookKind.ResidPost, layer);
    /// <summary>What each head's query reads [batch, pos, head, d_model].</summary>
    public static HookPoint QInput(int layer) => new(HookKind.QInput, layer);
    /// <summary>What each key head reads [batch, pos, kv_head, d_model].</summary>
    public static HookPoint KInput(int layer) => new(HookKind.KInput, layer);
    /// <summary>What each value head reads [batch, pos, kv_head, d_model].</summary>
    public static HookPoint VInput(int layer) => new(HookKind.VInput, layer);
    /// <summary>Queries before rotation [batch, pos, head, d_head].</summary>
    public static HookPoint Q(int layer) => new(HookKind.Q, layer);
    /// <summary>Keys before rotation [batch, pos, kv_head, d_head].</summary>
    public static HookPoint K(int layer) => new(HookKind.K, layer);
    /// <summary>Values [batch, pos, kv_head, d_head].</summary>
    public static HookPoint V(int layer) => new(HookKind.V, layer);
    /// <summary>Attention scores before the softmax [batch, head, query_pos, key_pos].</summary>
    public static HookPoint AttnScores(int layer) => new(HookKind.AttnScores, layer);
    /// <summary>Attention probabilities [batch, head, query_pos, key_pos].</summary>
    public static HookPoint Pattern(int layer) => new(HookKind.Pattern, layer);
    /// <summary>Attention-weighted values [batch, pos, head, d_head].</summary>
    public static HookPoint Z(int layer) => new(HookKind.Z, layer);
    /// <summary>What each head writes [batch, pos, head, d_model].</summary>
    public static HookPoint Result(int layer) => new(HookKind.Result, layer);
    /// <summary>What attention writes [batch, pos, d_model].</summary>
    public static HookPoint AttnOut(int layer) => new(HookKind.AttnOut, layer);
    /// <summary>What the MLP reads, before the norm [batch, pos, d_model].</summary>
    public static HookPoint MlpIn(int layer) => new(HookKind.MlpIn, layer);
    /// <summary>MLP before its activation [batch, pos, d_mlp].</summary>
    public static HookPoint MlpPre(int layer) => new(HookKind.MlpPre, layer);
    /// <summary>MLP after its activation [batch, pos, d_mlp].</summary>
    public static HookPoint MlpPost(int layer) => new(HookKind.MlpPost, layer);
    /// <summary>What the MLP writes [batch, pos, d_model].</summary>
    public static HookPoint MlpOut(int layer) => new(HookKind.MlpOut, layer);

    /// <summary>Reads a name such as <c>blocks.9.attn.hook_z</c>.</summary>
    /// <exception cref="FormatException">There is no such name; the message lists those that there are.</exception>
    public static HookPoint Parse(string name) => TryParse(name, out var point)
        ? point
        : throw new FormatException(
            $"'{name}' names no hook point. Outside of the layers there are {string.Join(", ", names.Where((_, k) => !IsInLayer((HookKind)k)))}; "
            + $"in layer N, blocks.N. before {string.Join(", ", names.Where((_, k) => IsInLayer((HookKind)k)))}.");

    /// <summary>Reads a name, if it is one.</summary>
    public static bool TryParse(string name, out HookPoint point)
    {
        point = default;
        int? layer = null;
        var rest = name;
        if (name.StartsWith("blocks.", StringComparison.Ordinal))
        {
            var dot = name.IndexOf('.', 7);
            if (dot < 0 || !int.TryParse(name.AsSpan(7, dot - 7), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            layer = number;
            rest = name[(dot + 1)..];
        }
        var kind = Array.IndexOf(names, rest);
        if (kind < 0 || IsInLayer((HookKind)kind) != layer.HasValue) return false;
        point = new HookPoint((HookKind)kind, layer);
        return true;
    }

    /// <summary>In the order in which a forward pass meets them.</summary>
    public int CompareTo(HookPoint other)
    {
        static int Stage(HookPoint p) => p.Kind <= HookKind.PosEmbed ? -1 : p.Layer ?? int.MaxValue;
        var byStage = Stage(this).CompareTo(Stage(other));
        return byStage != 0 ? byStage : Kind.CompareTo(other.Kind);
    }

    int IComparable.CompareTo(object? other) => other is HookPoint point ? CompareTo(point) : other is null ? 1 : throw new ArgumentException("A HookPoint compares with a HookPoint.", nameof(other));

    /// <summary>Whether places of this kind stand in every layer.</summary>
    public static bool IsInLayer(HookKind kind) => kind is >= HookKind.ResidPre and <= HookKind.ResidPost;

    /// <summary>Whether what is kept there is a view of the residual stream and takes no memory of its own.</summary>
    internal bool IsView => Kind is HookKind.QInput or HookKind.KInput or HookKind.VInput;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
