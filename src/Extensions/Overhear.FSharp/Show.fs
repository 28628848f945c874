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

    /// The share of each head in the logit difference, layers by heads.
    let headShares (title: string) (result: DirectLogitAttributionResult) = result.ToHeatmap title

    /// The heads with the highest scores of each kind, as bars.
    let headScores (title: string) (scores: HeadScoresResult) = scores.ToBarChart(title = title)

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

    /// Next tokens as a table: rank, token, logit, probability.
    let table (title: string) (predictions: TokenPredictions) = predictions.ToTable title

    /// Points in two or three dimensions.
    let scatter (title: string) (series: ScatterSeries seq) = Figure.Scatter(title, series)
