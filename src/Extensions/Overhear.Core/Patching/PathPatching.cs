using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Path patching (Wang et al. 2022, arXiv:2211.00593, section 3.1 and appendix B, algorithm 1): what the answer becomes if a sender's change
/// from clean to corrupted prompts reaches certain receivers, and nothing else.
/// </summary>
/// <remarks>
/// The clean prompts run with the sender's output as on the corrupted ones, and what the semantics holds as on the clean ones; what the
/// receivers then read is kept. The clean prompts run again with the receivers reading that, everything else live. Norms are recomputed
/// exactly. Only rows that can change are computed, all senders of a batch at once. Departs from the published codes in none of that; IOI's freezes
/// queries, keys and values of all heads, which holds the same outputs.
/// </remarks>
public static class PathPatching
{
    /// <summary>The paths of each sender to the logits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins: <c>set.Against(IndirectObject.Abc)</c>.</param>
    /// <param name="options">Semantics, senders, further metrics; all heads through MLPs unless given.</param>
    /// <returns>Layers by heads: below 0 where the sender serves the clean answer.</returns>
    /// <remarks>Two forward passes, and of each sender the MLPs behind it at one position (for Live the layers behind it).</remarks>
    /// <exception cref="ArgumentException">Prompts, twins, metric or senders do not fit; the message lists every problem.</exception>
    public static PatchingResult ToLogits(TransformerModel model, TwinPrompts twins, PathPatchingOptions? options = null) => PathSweep.Run(model, twins, [], null, options ?? new PathPatchingOptions());

    /// <summary>The paths of each sender into receivers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="receivers">Queries, keys or values of heads, or inputs of MLPs; all at once.</param>
    /// <param name="at">The receivers' position by name (<see cref="TwinPrompts.At"/>): END, S2. Null for all positions.</param>
    /// <param name="options">Semantics, senders, further metrics; all heads through MLPs unless given.</param>
    /// <returns>Layers by heads: below 0 where the sender serves the clean answer by way of the receivers; 0 of senders that come behind them.</returns>
    /// <remarks>Two forward passes; of each sender what lies between it and the receivers, and then the layers behind the first receiver from its position on.</remarks>
    /// <exception cref="ArgumentException">Prompts, twins, metric, senders or receivers do not fit, or a sender that was asked for comes behind all receivers; the message lists every problem.</exception>
    public static PatchingResult Into(TransformerModel model, TwinPrompts twins, IReadOnlyList<PathReceiver> receivers, string? at = "END", PathPatchingOptions? options = null)
    {
        if (receivers.Count == 0) throw new ArgumentException("There is no receiver; name at least one, or take ToLogits.", nameof(receivers));
        return PathSweep.Run(model, twins, [.. receivers.Distinct()], at, options ?? new PathPatchingOptions());
    }

    /// <summary>The paths of several senders together: of all heads of a role, or of all that come before the receivers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="groups">The senders of each run, under a name: <c>SenderGroup.OfHeads("induction", heads)</c>.</param>
    /// <param name="receivers">Queries, keys or values of heads, or inputs of MLPs, all at once; the logits where it is null.</param>
    /// <param name="at">The receivers' position by name (<see cref="TwinPrompts.At"/>): END, S2. Null for all positions.</param>
    /// <param name="options">Semantics, the senders' position, further metrics; through MLPs unless given. Senders that do not send are held as in the sweeps of single ones.</param>
    /// <returns>Groups by one column.</returns>
    /// <remarks>Two forward passes; of each group what lies between its first sender and the receivers, and then the layers behind the first receiver.</remarks>
    /// <exception cref="ArgumentException">Prompts, twins, metric, senders or receivers do not fit, or a sender comes behind all receivers; the message lists every problem.</exception>
    public static PatchingResult OfGroups(TransformerModel model, TwinPrompts twins, IReadOnlyList<SenderGroup> groups, IReadOnlyList<PathReceiver>? receivers = null, string? at = "END", PathPatchingOptions? options = null) =>
        GroupSweep.Run(model, twins, groups, [.. (receivers ?? []).Distinct()], at, options ?? new PathPatchingOptions());
}
