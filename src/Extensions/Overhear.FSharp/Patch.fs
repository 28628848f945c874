namespace Overhear

/// What changes if something of one run is put into another. The twins and the model come last.
[<RequireQualifiedAccess>]
module Patch =
    /// The paths of every head to the logits, MLPs live (Wang et al. 2022). Two forward passes, and of each head the MLPs behind it.
    let toLogits (twins: TwinPrompts) (model: TransformerModel) = PathPatching.ToLogits(model, twins)

    /// The same with other semantics, senders or metrics.
    let toLogitsWith (options: PathPatchingOptions) (twins: TwinPrompts) (model: TransformerModel) = PathPatching.ToLogits(model, twins, options)

    /// The paths of every head into queries, keys or values of heads, or into MLPs, at a named position.
    let into (receivers: PathReceiver seq) (at: string) (twins: TwinPrompts) (model: TransformerModel) =
        PathPatching.Into(model, twins, Array.ofSeq receivers, at)

    /// The same with other semantics, senders or metrics; none for receivers at all positions.
    let intoWith (options: PathPatchingOptions) (receivers: PathReceiver seq) (at: string option) (twins: TwinPrompts) (model: TransformerModel) =
        PathPatching.Into(model, twins, Array.ofSeq receivers, Option.toObj at, options)

    /// The paths of several senders together to the logits, MLPs live.
    let together (groups: SenderGroup seq) (twins: TwinPrompts) (model: TransformerModel) =
        PathPatching.OfGroups(model, twins, Array.ofSeq groups)

    /// The paths of several senders together into receivers at a named position, with semantics, senders' position or metrics.
    let togetherInto (options: PathPatchingOptions) (groups: SenderGroup seq) (receivers: PathReceiver seq) (at: string) (twins: TwinPrompts) (model: TransformerModel) =
        PathPatching.OfGroups(model, twins, Array.ofSeq groups, Array.ofSeq receivers, at, options)

    /// All direct edges: what each does to the answer.
    let edges (senders: PathSender seq) (receivers: PathReceiver seq) (twins: TwinPrompts) (model: TransformerModel) =
        DirectPaths.Effects(model, twins, Array.ofSeq senders, Array.ofSeq receivers)

    /// All direct edges: how far each moves what its receiver computes, by products alone.
    let edgeChanges (senders: PathSender seq) (receivers: PathReceiver seq) (twins: TwinPrompts) (model: TransformerModel) =
        DirectPaths.Changes(model, twins, Array.ofSeq senders, Array.ofSeq receivers)

    /// Activations of single heads at all positions, from the other run.
    let heads (options: ActivationPatchingOptions) (kind: HookKind) (twins: TwinPrompts) (model: TransformerModel) =
        ActivationPatching.ByHead(model, twins, kind, options)

    /// Activations of a place in every layer, position by position, from the other run.
    let positions (options: ActivationPatchingOptions) (kind: HookKind) (twins: TwinPrompts) (model: TransformerModel) =
        ActivationPatching.ByPosition(model, twins, kind, options)

    /// Activations of single heads, position by position, from the other run.
    let headsAndPositions (options: ActivationPatchingOptions) (kind: HookKind) (twins: TwinPrompts) (model: TransformerModel) =
        ActivationPatching.ByHeadAndPosition(model, twins, kind, options)

    /// The answer without attention from the end to one key, in each layer; none of the heads given means all.
    let knockout (renormalise: bool) (heads: HeadId seq) (twins: TwinPrompts) (model: TransformerModel) =
        let heads = Array.ofSeq heads
        AttentionKnockout.FromEnd(model, twins, renormalise, (if heads.Length = 0 then null else heads))

    /// The answer without attention from a position to groups of keys, in each layer; no group means every position, none of the heads all.
    let knockoutFrom (query: string) (keys: KeyGroup seq) (renormalise: bool) (heads: HeadId seq) (twins: TwinPrompts) (model: TransformerModel) =
        let keys, heads = Array.ofSeq keys, Array.ofSeq heads
        AttentionKnockout.From(model, twins, query, (if keys.Length = 0 then null else keys), renormalise, (if heads.Length = 0 then null else heads))

    /// Estimates of what patching each head does, the largest and some of the rest checked exactly.
    let attribution (top: int) (sample: int) (seed: int64) (twins: TwinPrompts) (model: TransformerModel) =
        AttributionPatching.OfHeads(model, twins, top, sample, seed)

    /// The clean prompts of a task beside their twins of that name.
    let against (twin: string) (set: TaskSet) = set.Against twin

    /// The effects of the heads, in percent of the plain mean, in the metric's unit, or as a share of the change between the runs.
    let effects (scale: EffectScale) (result: PatchingResult) = result.Heads scale
