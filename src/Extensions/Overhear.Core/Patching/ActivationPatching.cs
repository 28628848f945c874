namespace Overhear;

/// <summary>
/// Activation patching, also called causal tracing or interchange intervention (Vig et al. 2020, arXiv:2004.12265; Meng et al. 2022,
/// arXiv:2202.05262): one activation of a run is replaced by that of another run, everything after it live.
/// </summary>
/// <remarks>
/// Clean into corrupted mends the answer where an activation suffices for it, corrupted into clean breaks it where one is needed. Only layers
/// and positions that a patch can reach are computed, and many patches at once. Positions are exchanged one by one, so twins are as long as their prompts.
/// </remarks>
public static class ActivationPatching
{
    /// <summary>One head at all positions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="kind">Z, Q, K, V or Pattern; keys and values are those of key-value heads.</param>
    /// <param name="options">Direction and further metrics; clean into corrupted unless given.</param>
    /// <returns>Layers by heads.</returns>
    /// <remarks>Two forward passes; of each head the layers behind it, from the first position on at which prompt and twin differ.</remarks>
    /// <exception cref="ArgumentException">The kind has no heads, or prompts, twins or metrics do not fit; the message lists every problem.</exception>
    public static PatchingResult ByHead(TransformerModel model, TwinPrompts twins, HookKind kind = HookKind.Z, ActivationPatchingOptions? options = null)
    {
        RequireKind(kind, [HookKind.Z, HookKind.Q, HookKind.K, HookKind.V, HookKind.Pattern]);
        return new ActivationSweep(model, twins, kind, options ?? new ActivationPatchingOptions()).ByHead();
    }

    /// <summary>One place in every layer, at one position.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="kind">ResidPre, ResidMid, ResidPost, AttnOut or MlpOut.</param>
    /// <param name="options">Direction, positions by name, further metrics; clean into corrupted and all positions unless given.</param>
    /// <returns>Layers by positions.</returns>
    /// <remarks>Two forward passes; of each place and position the layers behind it, from that position on.</remarks>
    /// <exception cref="ArgumentException">The kind is none of these or not in this model, or prompts, twins or metrics do not fit; the message lists every problem.</exception>
    public static PatchingResult ByPosition(TransformerModel model, TwinPrompts twins, HookKind kind = HookKind.ResidPre, ActivationPatchingOptions? options = null)
    {
        RequireKind(kind, [HookKind.ResidPre, HookKind.ResidMid, HookKind.ResidPost, HookKind.AttnOut, HookKind.MlpOut]);
        if (HookShape.WhyMissing(model.Config, new HookPoint(kind, 0)) is { } why) throw new ArgumentException($"{kind} cannot be patched in {model.Name}. {why}", nameof(kind));
        return new ActivationSweep(model, twins, kind, options ?? new ActivationPatchingOptions()).ByPosition();
    }

    /// <summary>One head at one position.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="kind">Z, Q, K or V; keys and values are those of key-value heads.</param>
    /// <param name="options">Direction, positions by name, further metrics; clean into corrupted and all positions unless given.</param>
    /// <returns>Heads by positions.</returns>
    /// <remarks>Two forward passes; of each head and position the layers behind it, from that position on.</remarks>
    /// <exception cref="ArgumentException">The kind has no heads or no positions, or prompts, twins or metrics do not fit; the message lists every problem.</exception>
    public static PatchingResult ByHeadAndPosition(TransformerModel model, TwinPrompts twins, HookKind kind = HookKind.Z, ActivationPatchingOptions? options = null)
    {
        RequireKind(kind, [HookKind.Z, HookKind.Q, HookKind.K, HookKind.V]);
        return new ActivationSweep(model, twins, kind, options ?? new ActivationPatchingOptions()).ByPosition();
    }

    static void RequireKind(HookKind kind, HookKind[] allowed)
    {
        if (!allowed.Contains(kind)) throw new ArgumentException($"{kind} cannot be patched so; what can is {string.Join(", ", allowed)}.", nameof(kind));
    }
}
