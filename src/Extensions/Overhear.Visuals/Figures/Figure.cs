namespace Overhear;

/// <summary>What is to be shown, as plain data: a title, what the axes mean, the numbers, and words about them. Nothing is drawn until it is asked for.</summary>
/// <remarks>
/// A notebook cell that ends with a figure shows it. Elsewhere <see cref="Save"/> writes a file, <see cref="ToHtml"/> gives a piece of a page,
/// <see cref="ToSvg"/> a still picture, <see cref="ToPlotlyJson"/> what plotly.js draws, and <see cref="ToText"/> a twin in plain text. Every text
/// is shown literally, whatever markup it may hold.
/// </remarks>
public abstract record Figure
{
    private protected Figure(string title) => Title = title;

    /// <summary>The title.</summary>
    public string Title { get; init; }

    /// <summary>A second line under the title, for instance the prompt or the model; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What a reader should look for; empty for none.</summary>
    public string Notice { get; init; } = "";

    /// <summary>How the numbers were made and what else belongs to them, one sentence or more an entry.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The interactive figure as one JSON object <c>{ data, layout, config }</c>, which every renderer of plotly.js understands. Light, on white.</summary>
    public string ToPlotlyJson() => PlotlyDrawing.Of(this).ToJson();

    /// <summary>
    /// A piece of a page: the still picture, the text twin, the numbers, and a few lines that draw the interactive figure where plotly.js is
    /// loaded. It fetches nothing; without plotly.js the still picture stands there.
    /// </summary>
    public string ToHtml() => FigureHtml.Of(this);

    /// <summary>
    /// The figure as a still picture in SVG, with title, axes and notes: light, or dark where the reader asked for dark pages. It needs no
    /// script, no font and no network, and equal figures give equal bytes.
    /// </summary>
    public string ToSvg() => SvgWriter.Write(StillDrawing.Whole(this), this);

    /// <summary>Writes the figure to a file: whole or not at all.</summary>
    /// <param name="filePath">
    /// The file, whose ending says the form: <c>.svg</c> or <c>.pdf</c> for a paper (the PDF in its light colours, with characters that the
    /// standard fonts of PDF lack written as <c>\uXXXX</c>), <c>.html</c> for a page with the interactive figure, which asks for nothing from
    /// outside (plotly.js is in it, 3.6 MB), <c>.json</c> for plotly.js, <c>.txt</c> for the text twin. The folder is made if it is not there.
    /// </param>
    /// <exception cref="ArgumentException">The ending is none of these.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string filePath) => FigureFile.Save(this, filePath);

    /// <summary>The figure in plain text, in aligned columns.</summary>
    /// <param name="maxWidth">The width of a line in characters, at least 40.</param>
    /// <param name="maxRows">How many rows to show before the rest is only counted, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is too small.</exception>
    public string ToText(int maxWidth = 100, int maxRows = 40) => FigureText.Of(this, new TextLimits(maxWidth, maxRows));

    /// <summary>The text twin.</summary>
    public sealed override string ToString() => ToText();

    /// <summary>A table of numbers as coloured cells.</summary>
    /// <param name="title">The title.</param>
    /// <param name="values">The numbers [row, column]; a number that is not finite leaves its cell empty.</param>
    /// <param name="rows">The rows' labels, from top to bottom.</param>
    /// <param name="columns">The columns' labels, from left to right.</param>
    /// <param name="rowTitle">What the rows are.</param>
    /// <param name="columnTitle">What the columns are.</param>
    /// <param name="valueTitle">What the numbers are.</param>
    /// <param name="unit">The unit of the numbers; empty where they have none.</param>
    /// <param name="scale">How numbers become colours.</param>
    /// <exception cref="ArgumentException">The labels are not as many as the rows or the columns.</exception>
    public static HeatmapFigure Heatmap(
        string title, double[,] values, IEnumerable<string> rows, IEnumerable<string> columns, string rowTitle = "", string columnTitle = "",
        string valueTitle = "value", string unit = "", ColourScale scale = ColourScale.FromNumbers) =>
        new(title, new LabelledMatrix(valueTitle, values, rows, columns, rowTitle, columnTitle, unit)) { Scale = scale };

    /// <summary>Curves over a common axis.</summary>
    /// <param name="title">The title.</param>
    /// <param name="series">The curves.</param>
    /// <param name="xTitle">What the horizontal axis is.</param>
    /// <param name="yTitle">What the vertical axis is.</param>
    /// <param name="xUnit">The unit of the horizontal axis; empty for none.</param>
    /// <param name="yUnit">The unit of the vertical axis; empty for none.</param>
    /// <param name="references">Straight lines to compare with.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public static LineFigure Lines(
        string title, IEnumerable<LineSeries> series, string xTitle = "", string yTitle = "", string xUnit = "", string yUnit = "",
        IEnumerable<ReferenceLine>? references = null) =>
        new(title, series) { XTitle = xTitle, YTitle = yTitle, XUnit = xUnit, YUnit = yUnit, References = [.. references ?? []] };

    /// <summary>One bar for each label.</summary>
    /// <param name="title">The title.</param>
    /// <param name="labels">The bars' labels, in order.</param>
    /// <param name="values">The bars' lengths.</param>
    /// <param name="errors">The half-length of each bar's error bar, in the unit of the values.</param>
    /// <param name="labelTitle">What the labels are.</param>
    /// <param name="valueTitle">What the lengths are.</param>
    /// <param name="unit">The unit of the lengths; empty for none.</param>
    /// <param name="horizontal">Whether the bars lie, the first one on top: for long labels.</param>
    /// <param name="references">Values to compare with, as straight lines across all bars.</param>
    /// <exception cref="ArgumentException">There is no bar, or labels, values and errors are not equally many, or an error is negative.</exception>
    public static BarFigure Bars(
        string title, IEnumerable<string> labels, IEnumerable<double> values, IEnumerable<double>? errors = null, string labelTitle = "",
        string valueTitle = "", string unit = "", bool horizontal = false, IEnumerable<ReferenceLine>? references = null) =>
        new(title, labels, values, errors) { LabelTitle = labelTitle, ValueTitle = valueTitle, Unit = unit, Horizontal = horizontal, References = [.. references ?? []] };

    /// <summary>The means of numbers that there are for every prompt, as lying bars, with their standard errors where there are several prompts.</summary>
    /// <param name="title">The title.</param>
    /// <param name="labels">The bars' labels, in order.</param>
    /// <param name="values">The numbers behind each bar; all of the same prompts.</param>
    /// <param name="labelTitle">What the labels are.</param>
    /// <param name="valueTitle">What the numbers are.</param>
    /// <param name="unit">The unit of the numbers; empty for none.</param>
    /// <exception cref="ArgumentException">There is no bar, or labels and values are not equally many.</exception>
    public static BarFigure Means(string title, IEnumerable<string> labels, IEnumerable<PromptValues> values, string labelTitle = "", string valueTitle = "", string unit = "") =>
        PromptBars.Of(title, [.. labels], [.. values], labelTitle, valueTitle, unit);

    /// <summary>Points, in two dimensions or in three.</summary>
    /// <param name="title">The title.</param>
    /// <param name="series">The groups of points.</param>
    /// <param name="xTitle">What the first axis is, its unit in brackets.</param>
    /// <param name="yTitle">What the second axis is, its unit in brackets.</param>
    /// <param name="zTitle">What the third axis is, its unit in brackets.</param>
    /// <param name="showLabels">Whether the points' labels stand beside them.</param>
    /// <param name="references">Straight lines to compare with, in two dimensions.</param>
    /// <exception cref="ArgumentException">There is no group, or some have a third dimension and some have not.</exception>
    public static ScatterFigure Scatter(
        string title, IEnumerable<ScatterSeries> series, string xTitle = "", string yTitle = "", string zTitle = "", bool showLabels = false,
        IEnumerable<ReferenceLine>? references = null) =>
        new(title, series) { XTitle = xTitle, YTitle = yTitle, ZTitle = zTitle, ShowLabels = showLabels, References = [.. references ?? []] };

    /// <summary>A table of texts.</summary>
    /// <param name="title">The title.</param>
    /// <param name="columns">The columns' headings.</param>
    /// <param name="rows">The rows, one text for each column.</param>
    /// <param name="shares">A share of 0 to 1 for each row, drawn as a bar behind its last text.</param>
    /// <exception cref="ArgumentException">There is no column or no row, or a row, or the shares, have not the right length.</exception>
    public static TableFigure Table(string title, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows, IEnumerable<double>? shares = null) =>
        new(title, columns, rows) { Shares = [.. shares ?? []] };

    /// <summary>Where the heads look on a prompt, one head at a time, with a picker for the others.</summary>
    /// <param name="title">The title.</param>
    /// <param name="tokens">The prompt's tokens as text.</param>
    /// <param name="heads">The heads' patterns [query, key].</param>
    /// <param name="initial">The head that is shown first; the first one given where it is left out.</param>
    /// <exception cref="ArgumentException">There is no head, one comes twice, a pattern does not fit the tokens, or <paramref name="initial"/> is none of them.</exception>
    public static AttentionFigure Attention(string title, IEnumerable<string> tokens, IEnumerable<HeadPattern> heads, HeadId? initial = null)
    {
        var figure = new AttentionFigure(title, tokens, heads);
        return initial is { } head ? figure with { Initial = head } : figure;
    }

    /// <summary>Where the heads of one layer look on a prompt, one head at a time, with a picker for the others.</summary>
    /// <param name="title">The title.</param>
    /// <param name="tokens">The prompt's tokens as text.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="pattern">The attention probabilities [head, query, key].</param>
    /// <exception cref="ArgumentException">There is no head, or the patterns do not fit the tokens.</exception>
    public static AttentionFigure AttentionOfLayer(string title, IEnumerable<string> tokens, int layer, double[,,] pattern) =>
        new(title, tokens, HeadPattern.OfLayer(layer, pattern));

    /// <summary>The tokens of a text, each on a colour that says a number.</summary>
    /// <param name="title">The title.</param>
    /// <param name="tokens">The tokens as text.</param>
    /// <param name="values">One number for each token; one that is not finite leaves its token plain.</param>
    /// <param name="valueTitle">What the numbers are.</param>
    /// <param name="unit">The unit of the numbers; empty for none.</param>
    /// <param name="scale">How numbers become colours.</param>
    /// <exception cref="ArgumentException">There is no token, or tokens and numbers are not equally many.</exception>
    public static TokenStripFigure TokenStrip(
        string title, IEnumerable<string> tokens, IEnumerable<double> values, string valueTitle = "value", string unit = "",
        ColourScale scale = ColourScale.FromNumbers) =>
        new(title, tokens, values) { ValueTitle = valueTitle, Unit = unit, Scale = scale };
}
