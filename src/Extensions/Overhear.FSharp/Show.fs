namespace Overhear

/// Figures of results. The result comes last.
[<RequireQualifiedAccess>]
module Show =
    /// A table as coloured cells.
    let heatmap (title: string) (matrix: LabelledMatrix) = matrix.ToHeatmap title

    /// Next tokens as bars.
    let next (title: string) (predictions: TokenPredictions) = predictions.ToBarChart title

    /// Where each head looks, with a picker.
    let attention (title: string) (patterns: AttentionPatternsResult) = patterns.ToAttention title

    /// The same, one head first.
    let attentionFrom (head: HeadId) (title: string) (patterns: AttentionPatternsResult) = patterns.ToAttention(title, head)

    /// How large the residual stream is, at every layer and position.
    let residual (title: string) (result: ResidualStreamResult) = result.ToHeatmap title

    /// The residual stream through the layers at the last position, and what attention and MLPs write into it.
    let additions (title: string) (result: ResidualStreamResult) = result.ToLines(title = title)

    /// What the logit lens read, at every layer and position.
    let lens (title: string) (lens: LogitLensResult) = lens.ToHeatmap title

    /// How followed tokens grow through the layers at the last position.
    let curves (title: string) (lens: LogitLensResult) = lens.ToLines(title = title)

    /// The mean of each head, layers by heads.
    let heads (title: string) (effects: HeadEffects) = effects.ToHeatmap title

    /// The heads with the largest numbers, as bars.
    let topHeads (count: int) (title: string) (effects: HeadEffects) = effects.ToBarChart(count, title)

    /// The share of each part in the logit difference, as bars that sum to it.
    let shares (title: string) (result: DirectLogitAttributionResult) = result.ToBarChart title

    /// The dimensions in which a steering vector is longest, as bars.
    let steering (title: string) (vector: SteeringVector) = vector.ToBarChart(title = title)

    /// The share of each head in the logit difference, layers by heads.
    let headShares (title: string) (result: DirectLogitAttributionResult) = result.ToHeatmap title

    /// The heads with the highest scores of each kind, as bars.
    let headScores (title: string) (scores: HeadScoresResult) = scores.ToBarChart(title = title)

    /// How far back the heads look that go by position most, as curves over the distance.
    let byDistance (title: string) (result: AttentionByDistanceResult) = result.ToLines(title = title)

    /// Induction scores, layers by heads.
    let induction (title: string) (scores: HeadScoresResult) = scores.ToInductionHeatmap title

    /// Previous-token scores, layers by heads.
    let previousToken (title: string) (scores: HeadScoresResult) = scores.ToPreviousTokenHeatmap title

    /// Duplicate-token scores, layers by heads.
    let duplicateToken (title: string) (scores: HeadScoresResult) = scores.ToDuplicateTokenHeatmap title

    /// The tokens that a head or an MLP writes, as bars.
    let written (title: string) (result: WrittenTokensResult) = result.ToBarChart title

    /// What changes without each head, layers by heads.
    let ablation (title: string) (result: AblationResult) = result.ToHeatmap title

    /// What changes without each MLP, as bars.
    let mlpAblation (title: string) (result: AblationResult) = result.ToMlpBarChart title

    /// Attribution patching, layers by heads, or by positions where the place has no heads.
    let attribution (title: string) (result: GradientAttributionResult) = result.ToHeatmap title

    /// Attribution patching, layers by positions.
    let attributionByPosition (title: string) (result: GradientAttributionResult) = result.ToPositionHeatmap title

    /// What each patch of a sweep does, in percent of the plain mean.
    let patches (title: string) (result: PatchingResult) = result.ToHeatmap title

    /// The patches that do most, as bars.
    let topPatches (count: int) (title: string) (result: PatchingResult) = result.ToBarChart(count, title)

    /// Estimates beside what patching gives, as points.
    let checkedAttribution (title: string) (result: AttributionPatchingResult) = result.ToScatter title

    /// The logit difference of the model and of its circuit alone, as bars.
    let faithfulness (title: string) (result: FaithfulnessResult) = result.ToBarChart title

    /// Circuit and model without parts of the circuit, as points.
    let completeness (title: string) (result: CompletenessResult) = result.ToScatter title

    /// What each head of a circuit adds, as bars.
    let minimality (title: string) (result: MinimalityResult) = result.ToBarChart title

    /// The parts that were taken away from circuit and model, as a table.
    let removedParts (title: string) (result: CompletenessResult) = result.ToTable title

    /// For each head of a circuit the part without which it was measured, and both logit differences, as a table.
    let minimalParts (title: string) (result: MinimalityResult) = result.ToTable title

    /// The heads that take over, before and after others are gone, as bars.
    let backup (title: string) (result: BackupHeadsResult) = result.ToBarChart(title = title)

    /// How much some heads look at each word, with and without others, as bars.
    let looksWithout (heads: HeadId seq) (title: string) (result: AttentionWithoutResult) = result.ToBarChart(Array.ofSeq heads, title)

    /// A paper's numbers and ours, as a table.
    let paper (title: string) (checks: PaperCheck seq) = checks.ToTable title

    /// What a head looks at and what it writes, one point a prompt and word.
    let looksAndWrites (title: string) (result: AttentionAndWritingResult) = result.ToScatter title

    /// Accuracy with the attention of groups of heads set, as bars.
    let repair (title: string) (result: AttentionRepairResult) = result.ToBarChart title

    /// Accuracy with the attention of heads cut, as bars.
    let block (title: string) (result: AttentionBlockResult) = result.ToBarChart title

    /// The logit difference by token and position of the repeated name.
    let signals (title: string) (result: InhibitionSignalsResult) = result.ToHeatmap title

    /// The heads of each role, as a table.
    let roles (title: string) (roles: HeadRole seq) = roles.ToTable title

    /// How many heads two circuits share, as a table.
    let overlap (title: string) (rows: HeadOverlapRow seq) = rows.ToTable title

    /// Each head's effect in both tasks, as points.
    let bothTasks (first: string) (second: string) (title: string) (stage: HeadStage) = stage.ToScatter(first, second, title)

    /// By how much each head matters more in the first task, layers by heads; the most important ones (a share, in percent) are named.
    let taskDifference (first: string) (second: string) (percent: float) (title: string) (stage: HeadStage) = stage.ToHeatmap(first, second, percent, title)

    /// The most important heads of both tasks, stage by stage, as a table.
    let topOfStages (first: string) (second: string) (count: int) (title: string) (stages: HeadStage seq) = stages.ToTable(first, second, count, title)

    /// What the model answers to sets of prompts, by name, as a table.
    let answers (title: string) (answers: (string * TaskAnswersResult) seq) =
        (answers |> Seq.map (fun (name, result) -> System.Collections.Generic.KeyValuePair(name, result))).ToTable title

    /// Next tokens as a table: rank, token, logit, probability.
    let table (title: string) (predictions: TokenPredictions) = predictions.ToTable title

    /// Points in two or three dimensions.
    let scatter (title: string) (series: ScatterSeries seq) = Figure.Scatter(title, series)

    /// Named numbers as lying bars. The value's title carries its unit in brackets.
    let bars (title: string) (labelTitle: string) (valueTitle: string) (bars: (string * float) seq) =
        Figure.Bars(title, Seq.map fst bars, Seq.map snd bars, labelTitle = labelTitle, valueTitle = valueTitle, horizontal = true)

    /// Numbers that there are for every prompt, as lying bars: their means, with the standard errors where there are several prompts.
    let means (title: string) (labelTitle: string) (valueTitle: string) (values: (string * PromptValues) seq) =
        Figure.Means(title, Seq.map fst values, Seq.map snd values, labelTitle = labelTitle, valueTitle = valueTitle)

    /// Curves over named places, for instance layers or checkpoints.
    let curvesOver (places: string seq) (title: string) (xTitle: string) (yTitle: string) (curves: (string * #seq<float>) seq) =
        LineFigure(
            title,
            curves |> Seq.map (fun (name, heights) -> LineSeries.Of(name, heights)),
            XTitle = xTitle,
            YTitle = yTitle,
            XLabels = Array.ofSeq places
        )

    /// The tokens of a prompt, each on a colour that says a number.
    let strip (title: string) (valueTitle: string) (prompt: Prompt) (values: float seq) =
        Figure.TokenStrip(title, prompt.Pieces, values, valueTitle)

    /// A table of texts.
    let rows (title: string) (columns: string seq) (rows: #seq<string> seq) =
        Figure.Table(title, columns, rows |> Seq.map (fun row -> row :> string seq))

    /// The same figure with a second line under its title.
    let subtitle (text: string) (figure: 'Figure :> Figure) = FigureAnnotation.Annotated(figure, subtitle = text)

    /// The same figure with words on what to look for.
    let notice (text: string) (figure: 'Figure :> Figure) = FigureAnnotation.Annotated(figure, notice = text)

    /// A figure in plain text.
    let text (figure: Figure) = figure.ToText()

    /// Writes a figure to a file, whose ending says the form: .svg, .pdf, .html, .json or .txt.
    let save (filePath: string) (figure: Figure) = figure.Save filePath
