namespace Overhear

/// How `dotnet fsi` shows values of this library: as text, each table and figure by its text twin.
[<RequireQualifiedAccess>]
module Fsi =
    let private lines (figure: Figure) = "\n" + figure.ToText()

    let private tokens (prompt: Prompt) =
        let rows =
            Seq.mapi2 (fun at (piece: string) (id: int) -> seq { string at; piece; string id }) prompt.Pieces prompt.Ids

        if prompt.Length = 0 then
            "no tokens"
        else
            Figure.Table($"{prompt.Length} tokens, {prompt.BosCount} BOS ({prompt.BosReason})", [ "position"; "piece"; "id" ], rows)
            |> lines

    let private checkpoint (one: Checkpoint) = $"checkpoint {one.Name}: {one.Stage}, step {one.Step}, {one.Scores.Count} scores"

    /// Gives a session of F# Interactive a printer for each type that it would print badly by itself.
    /// The package does this by itself when a script adds it; calling it again changes nothing.
    /// `session` is the value `fsi`, of whatever version of F# Interactive.
    let registerPrinters (session: obj) =
        let add (printer: 'T -> string) =
            match session.GetType().GetMethod("AddPrinter") with
            | null ->
                let given = session.GetType().Name
                invalidArg (nameof session) $"A session of F# Interactive is asked for, the value fsi of a script; a {given} has no AddPrinter."
            | found -> found.MakeGenericMethod(typeof<'T>).Invoke(session, [| box printer |]) |> ignore

        add tokens
        add (fun (model: TransformerModel) -> string model)
        add (fun (head: HeadId) -> string head)
        add (fun (point: HookPoint) -> string point)
        add (fun (values: PromptValues) -> string values)
        add (fun (generated: GeneratedText) -> $"{generated}\n(ended at {generated.StoppedAt})")
        add checkpoint
        add (fun (figure: Figure) -> lines figure)
        add (fun (matrix: LabelledMatrix) -> matrix.ToHeatmap() |> lines)
        add (fun (effects: HeadEffects) -> effects.ToHeatmap() |> lines)
        add (fun (predictions: TokenPredictions) -> predictions.ToTable() |> lines)
        add (fun (patterns: AttentionPatternsResult) -> patterns.ToAttention() |> lines)
        add (fun (lens: LogitLensResult) -> lens.ToHeatmap() |> lines)
        add (fun (residual: ResidualStreamResult) -> residual.ToHeatmap() |> lines)
        add (fun (shares: DirectLogitAttributionResult) -> shares.ToBarChart() |> lines)
        add (fun (scores: HeadScoresResult) -> scores.ToBarChart() |> lines)
        add (fun (byDistance: AttentionByDistanceResult) -> byDistance.ToLines() |> lines)
        add (fun (written: WrittenTokensResult) -> written.ToBarChart() |> lines)
        add (fun (ablation: AblationResult) -> ablation.ToHeatmap() |> lines)
        add (fun (patching: PatchingResult) -> patching.ToHeatmap() |> lines)
        add (fun (attribution: AttributionPatchingResult) -> attribution.ToScatter() |> lines)
        add (fun (faithfulness: FaithfulnessResult) -> faithfulness.ToBarChart() |> lines)
        add (fun (completeness: CompletenessResult) -> completeness.ToScatter() |> lines)
        add (fun (minimality: MinimalityResult) -> minimality.ToBarChart() |> lines)
        add (fun (backup: BackupHeadsResult) -> backup.ToBarChart() |> lines)
        add (fun (attention: AttentionWithoutResult) -> lines (attention.Before[0].ToHeatmap()))
        add (fun (writing: AttentionAndWritingResult) -> writing.ToScatter() |> lines)
        add (fun (repair: AttentionRepairResult) -> repair.ToBarChart() |> lines)
        add (fun (block: AttentionBlockResult) -> block.ToBarChart() |> lines)
        add (fun (signals: InhibitionSignalsResult) -> signals.ToHeatmap() |> lines)
        add (fun (answers: TaskAnswersResult) -> string answers)
        add (fun (attribution: GradientAttributionResult) -> attribution.ToHeatmap() |> lines)
