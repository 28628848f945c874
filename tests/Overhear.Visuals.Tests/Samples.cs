namespace Overhear.Tests;

/// <summary>One small figure of each kind, and texts that would break a page that trusted them.</summary>
static class Samples
{
    /// <summary>Tokens as a model could have them, and as someone could write them who wants the page to run something.</summary>
    public static readonly string[] HostileTokens =
    [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</pre></div>", "<b>bold</b>", "<a href=\"javascript:alert(1)\">link</a>",
        "<!--", "]]>", "\" onmouseover=\"alert(1)", "' style='x", "&lt;", "&amp;amp;", "%{x}", "$x^2$", "\\u003c", "\0\a\u001b[31m", "\r\n", "\t", "  ", "",
        "\u202Eevil\u202C", "\u2066x", "\u200B", "\u2028", "\uFEFF", "\uD83D", "\uDE00x", "👩‍👩‍👧", "שלום", "مرحبا", "日本", "́", "\u0085", "\u00A0", "`", "{{x}}", "\\",
    ];

    public static readonly string[] Prompt = ["<|endoftext|>", "When", " Mary", " and", " John", " left", ",", " John"];

    public static HeatmapFigure Heatmap { get; } = Figure.Heatmap(
        "Effect of each head", new[,] { { 0.5, -1.25, 0 }, { 0.000012345, 2.7182818, double.NaN } }, ["0", "1"], ["0", "1", "2"], "layer", "head", "change of logit difference", "logits")
        .Annotated("corrupted into clean", "One head stands out.", ["Weights as stored."]);

    public static HeatmapFigure HeatmapWithTexts { get; } = new("Likeliest tokens", new LabelledMatrix("probability", new[,] { { 0.1, 0.2 }, { 0.3, 0.95 } }, ["embed", "0"], [" a", " a"], "after layer", "position"))
    {
        CellTexts = new[,] { { " the", " long enough to cut" }, { "<i>", " Mary" } },
        HoverTexts = new[,] { { "1. the", "2." }, { "3. <i>", "4. Mary" } },
    };

    public static HeatmapFigure FadedHeatmap { get; } = new("Effects, some of them not clear", new LabelledMatrix("effect", new[,] { { -12.5, 6, double.NaN }, { 8, -9, 3 } }, ["0", "1"], ["0", "1", "2"], "layer", "head", "%"))
    {
        CellTexts = new[,] { { "-12.5", "", "" }, { "8.0", "", "3.0" } }, Faded = new[,] { { false, true, false }, { false, true, false } },
    };

    public static LineFigure Lines { get; } = Figure.Lines(
        "Logit difference through the layers", [LineSeries.Of("Mary − John", [0.1, 0.5, double.NaN, 3.25]), LineSeries.Of("mean", [0.2, 0.4, 0.9, 2.5])],
        "layer", "logit difference", "", "logits", [new ReferenceLine(3.25, "final"), new ReferenceLine(2, IsVertical: true)]);

    public static BarFigure Bars { get; } = Figure.Bars(
        "Direct logit attribution", ["embed", "head 1.3", "head 1.3", "mlp 1"], [0.25, 1.5, -0.75, double.NaN], [0.1, 0.2, 0.05, 0], "component", "contribution", "logits", horizontal: true, [new ReferenceLine(1, "logit difference")]);

    public static LineFigure Bands { get; } = Figure.Lines(
        "Accuracy in training", [
            LineSeries.Of("facts", [0.1, 0.4, double.NaN, 0.8, 0.9]).WithErrors([0.05, 0.1, 0.1, 0.05, 0.02]),
            LineSeries.Of("lists of two", [0.2, 0.5, 0.6, 0.7, 0.95]).WithBand([0.1, 0.4, 0.5, 0.65, 0.9], [0.3, 0.6, 0.65, 0.75, 1]),
        ], "checkpoint", "accuracy") with { XLabels = ["step 0", "step 500", "step 1000", "step 2000", "step 4000"] };

    public static BarFigure StandingBars { get; } = Figure.Bars("Singular values", ["0", "1", "2", "3", "4"], [9.5, -2.5, 2, 0.75, 0], [0.5, 0.25, 0.1, 0, 0], "component", "singular value", references: [new ReferenceLine(4, "noise")]);

    public static ScatterFigure Scatter { get; } = Figure.Scatter(
        "Two scores of each head", [
            new ScatterSeries("layer 0", [0.1, 0.25, double.NaN], [0.2, 0.05, 1], labels: ["0.0", "0.1", "0.2"]),
            new ScatterSeries("layer 1", [0.9, 0.12], [0.85, 0.21], labels: ["1.0", "1.1"]),
        ], "previous token score", "induction score", showLabels: true, references: [new ReferenceLine(0.5, "threshold"), new ReferenceLine(0.4, IsVertical: true)]);

    public static ScatterFigure Spatial { get; } = Figure.Scatter(
        "Names in a channel", [
            new ScatterSeries("names", [1, 2, -1.5], [0.5, -0.5, 2], [3, -2, 1], [" Mary", " John", " Anna"]),
            new ScatterSeries("objects", [0, -3], [1, 1.5], [0, 4], [" drink", " ring"]),
        ], "component 0", "component 1", "component 2");

    public static TableFigure Table { get; } = Figure.Table(
        "What comes next", ["rank", "token", "logit"], [["1", " Mary", "18.25"], ["2", " John", "−1.50"], ["3", "<i>", "−2.75"]], [0.75, 0.125, 0]);

    public static AttentionFigure Attention { get; } = Figure.AttentionOfLayer("Where layer 1 looks", Prompt, 1, CausalPattern(heads: 3, Prompt.Length)) with { Initial = new HeadId(1, 2) };

    public static TokenStripFigure TokenStrip { get; } = Figure.TokenStrip(
        "Surprise of each token", Prompt, [double.NaN, 9.5, 7.25, 1.5, 6, 3.125, 0, 2], "surprise", "bits");

    public static TheoryData<string> Names => [.. All.Keys];

    public static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        ["heatmap"] = Heatmap,
        ["heatmap-with-texts"] = HeatmapWithTexts,
        ["heatmap-faded"] = FadedHeatmap,
        ["lines"] = Lines,
        ["bands"] = Bands,
        ["bars"] = Bars,
        ["bars-standing"] = StandingBars,
        ["scatter"] = Scatter,
        ["scatter-3d"] = Spatial,
        ["table"] = Table,
        ["attention"] = Attention,
        ["token-strip"] = TokenStrip,
    };

    /// <summary>A figure of each kind in which every text is hostile.</summary>
    public static IReadOnlyDictionary<string, Figure> Hostile { get; } = MakeHostile();

    public static TheoryData<string> HostileNames => [.. Hostile.Keys];

    /// <summary>Rows that sum to 1 and look at no later position.</summary>
    public static double[,,] CausalPattern(int heads, int length)
    {
        var pattern = new double[heads, length, length];
        for (var head = 0; head < heads; head++)
            for (var query = 0; query < length; query++)
            {
                double Weight(int key) => 1 + (head + 3) * (query + 1) * (key + 2) % 7;
                var sum = Enumerable.Range(0, query + 1).Sum(Weight);
                for (var key = 0; key <= query; key++)
                    pattern[head, query, key] = Weight(key) / sum;
            }
        return pattern;
    }

    static Dictionary<string, Figure> MakeHostile()
    {
        var n = HostileTokens.Length;
        var numbers = Enumerable.Range(0, n).Select(i => i - 3.5).ToArray();
        var table = new double[n, n];
        for (var i = 0; i < n; i++)
            table[i, n - 1 - i] = i + 0.5;
        var texts = new string[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                texts[i, j] = HostileTokens[(i + j) % n];
        var bad = string.Join(" ", HostileTokens);
        return new Dictionary<string, Figure>
        {
            ["heatmap"] = new HeatmapFigure(bad, new LabelledMatrix(bad, table, HostileTokens, HostileTokens, bad, bad, bad)) { CellTexts = texts, HoverTexts = texts }.Annotated(bad, bad, HostileTokens),
            ["lines"] = (Figure.Lines(bad, HostileTokens.Select(name => LineSeries.Of(name, numbers)), bad, bad, bad, bad, [new ReferenceLine(0, bad)]) with { XLabels = HostileTokens }).Annotated(bad, bad, HostileTokens),
            ["bars"] = Figure.Bars(bad, HostileTokens, numbers, null, bad, bad, bad).Annotated(bad, bad, HostileTokens),
            ["bars-lying"] = Figure.Bars(bad, HostileTokens, numbers, null, bad, bad, bad, horizontal: true, [new ReferenceLine(3, bad)]),
            ["scatter"] = Figure.Scatter(bad, HostileTokens.Select(name => new ScatterSeries(name, numbers, numbers, labels: HostileTokens)), bad, bad, bad, showLabels: true, [new ReferenceLine(0, bad)]).Annotated(bad, bad, HostileTokens),
            ["scatter-3d"] = Figure.Scatter(bad, HostileTokens.Select(name => new ScatterSeries(name, numbers, numbers, numbers, HostileTokens)), bad, bad, bad, showLabels: true).Annotated(bad, bad, HostileTokens),
            ["table"] = Figure.Table(bad, HostileTokens, [HostileTokens, HostileTokens.Reverse()]).Annotated(bad, bad, HostileTokens),
            ["attention"] = Figure.AttentionOfLayer(bad, HostileTokens, 0, CausalPattern(2, n)).Annotated(bad, bad, HostileTokens),
            ["token-strip"] = Figure.TokenStrip(bad, HostileTokens, numbers, bad, bad).Annotated(bad, bad, HostileTokens),
        };
    }
}
