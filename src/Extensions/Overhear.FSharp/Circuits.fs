namespace Overhear

/// Circuits of heads: what they do alone, what they lack, what they share with others. The prompts and the model come last.
[<RequireQualifiedAccess>]
module Circuits =
    /// A circuit whose heads all have one role, at one position (END, S2; none for all positions).
    let ofRole (role: string) (position: string option) (heads: HeadId seq) =
        HeadCircuit.Of(role, heads, Option.toObj position)

    /// The heads of both circuits.
    let join (first: HeadCircuit) (second: HeadCircuit) = first.And second

    /// How much of the logit difference the circuit makes alone, everything else at its mean over its template. Three forward passes.
    let faithfulness (circuit: HeadCircuit) (set: TaskSet) (model: TransformerModel) = CircuitFaithfulness.Of(model, set, circuit)

    /// Circuit and model without parts of the circuit.
    let completeness (options: CompletenessOptions) (circuit: HeadCircuit) (set: TaskSet) (model: TransformerModel) =
        CircuitCompleteness.Of(model, set, circuit, options)

    /// What each head of the circuit adds.
    let minimality (circuit: HeadCircuit) (set: TaskSet) (model: TransformerModel) = CircuitMinimality.Of(model, set, circuit)

    /// What every head writes of the logit difference once some heads are gone.
    let backup (removed: HeadCircuit) (set: TaskSet) (model: TransformerModel) = BackupHeads.Of(model, set, removed)

    /// Where every head looks from the last token, with and without some heads.
    let looksWithout (removed: HeadCircuit) (roles: string seq) (set: TaskSet) (model: TransformerModel) =
        AttentionWithout.Of(model, set, removed, Array.ofSeq roles)

    /// Where every head looks from the last token, as it is and with what some heads write on twins.
    let looksOfTwin (heads: HeadId seq) (twin: string) (roles: string seq) (set: TaskSet) (model: TransformerModel) =
        AttentionWithout.FromTwin(model, set, Array.ofSeq heads, twin, Array.ofSeq roles)

    /// How many heads two tasks share, stage by stage and over all.
    let overlap (options: HeadOverlapOptions) (stages: HeadStage seq) = HeadOverlap.Of(Array.ofSeq stages, options)
