namespace Overhear

/// How a model came to be, from the checkpoints of its training that lie with it.
[<RequireQualifiedAccess>]
module History =
    /// The checkpoints of a model, by folder or name, in the order of its training. Most models have none.
    let checkpoints (model: string) = Checkpoints.Of model

    /// The share of right tokens in a task, at each checkpoint.
    let accuracy (task: string) (checkpoints: Checkpoint seq) = checkpoints |> Seq.map (fun checkpoint -> checkpoint.Accuracy task) |> Seq.toList

    /// Loads one checkpoint after the other, lets a function read it, and frees it.
    let inspectEach (read: TransformerModel -> 'T) (checkpoints: Checkpoint seq) =
        Checkpoints.InspectEach(Array.ofSeq checkpoints, (fun model -> read model)) |> Seq.toList
