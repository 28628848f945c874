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

    /// Next tokens as a table: rank, token, logit, probability.
    let table (title: string) (predictions: TokenPredictions) = predictions.ToTable title

    /// Points in two or three dimensions.
    let scatter (title: string) (series: ScatterSeries seq) = Figure.Scatter(title, series)
