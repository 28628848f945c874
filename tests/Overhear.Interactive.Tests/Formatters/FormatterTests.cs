using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;

namespace Overhear.Interactive.Tests;

[Trait("Category", "fast")]
public sealed class FormatterTests : IDisposable
{
    const string Hostile = "<script>alert(1)</script>";
    static readonly RunRecord record = new(Hostile, "0123456789abcdef", ["folded LayerNorm"], "Float32", "cpu", "TorchSharp", 3, "0.1.0");
    readonly string folder = Directory.CreateTempSubdirectory("overhear-formatters-").FullName;

    static FormatterTests() => Registration.RegisterFormatters();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static IReadOnlyDictionary<string, string> Shown(object value) => FormattedValue.CreateManyFromObject(value).ToDictionary(v => v.MimeType, v => v.Value);

    static string Text(object value) => Shown(value)[Output.Plain];

    TransformerModel Model() => TransformerModel.Load(TinyModel.Write(Path.Combine(folder, "tiny & small")));

    static Prompt Prompt() => new("a" + Hostile, [1, 2], ["a", Hostile], 0, "none, as the tokenizer's files say");

    [Fact]
    public void Values_of_the_library_come_as_HTML_and_as_text_with_nothing_of_theirs_taken_for_markup()
    {
        object[] values =
        [
            Prompt(), record,
            new TokenPredictions(Hostile, [new TokenPrediction(1, 5, Hostile, 2.5, 0.25)], record),
            new GeneratedText(Hostile, [1], [2], [Hostile], [-1], Hostile, Hostile, record),
            new LabelledMatrix(Hostile, new[,] { { 1.0 } }, [Hostile], [Hostile], Hostile, Hostile, Hostile),
            Figure.Heatmap(Hostile, new[,] { { 1.0 } }, [Hostile], [Hostile]),
        ];
        foreach (var value in values)
        {
            var shown = Shown(value);
            Assert.Equal([Output.Html, Output.Plain], shown.Keys.Take(2));
            Assert.DoesNotContain(Hostile, shown[Output.Html], StringComparison.Ordinal);
            Assert.Contains(Hostile, shown[Output.Plain], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_is_a_card()
    {
        using var model = Model();
        var text = Text(model);
        foreach (var line in new[] { "tiny & small", "family           gpt2", "layers           2", "d_model          8", "vocabulary       256", "type of numbers  Float32", "device           cpu", "processing       none", "tokenizer        256 tokens" })
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Contains(model.ParameterCount.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', '\u00a0'), text, StringComparison.Ordinal);
        Assert.Contains("tiny &amp; small", Shown(model)[Output.Html], StringComparison.Ordinal);
        Assert.Contains("folded", Text(model.WithFoldedLayerNorm()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_disposed_model_says_so_and_throws_nothing()
    {
        var model = Model();
        model.Dispose();
        Assert.Contains("disposed", Text(model), StringComparison.Ordinal);
        Assert.Contains("disposed", model.ToDisplayString(JsonFormatter.MimeType), StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_can_list_and_share_models_and_tensors()
    {
        using var model = Model();
        using var tensor = torch.ones(2);
        foreach (var (value, word) in new (object, string)[] { (model, "gpt2"), (tensor, "tensor [2]") })
            foreach (var kind in new[] { JsonFormatter.MimeType, PlainTextSummaryFormatter.MimeType })
                Assert.Contains(word, value.ToDisplayString(kind), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_predictions_and_continuations_are_tables_that_add_up()
    {
        using var model = Model();
        var prompt = model.Tokens("ab");
        Assert.Equal("2 tokens\nposition  piece  id\n0         a      97\n1         b      98\nBOS: 0 (none, as the tokenizer's files say).", Text(prompt));
        var next = model.NextTokens(prompt, 3);
        Assert.Contains("rank  piece", Text(next), StringComparison.Ordinal);
        Assert.Equal(3 + 2, Text(next).Split('\n').Length);
        Assert.Contains("4 new tokens; ended at the 4 tokens asked for", Text(model.Generate(prompt, new GenerationOptions { MaxNewTokens = 4 })), StringComparison.Ordinal);
        Assert.Contains("before 1", Text(LogitLens.Of(model, prompt)), StringComparison.Ordinal);
        Assert.Contains("1.1", Text(AttentionPatterns.Of(model, prompt)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_result_has_a_formatter()
    {
        var kinds = typeof(IResult).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IResult)) && !type.IsInterface).ToList();
        Assert.Contains(typeof(HeadScoresResult), kinds);
        Assert.All(kinds, kind => Assert.Equal([Output.Html, Output.Plain], Formatter.GetPreferredMimeTypesFor(kind).Take(2)));
    }

    [Fact]
    public void Results_of_a_run_come_as_figures_or_tables_with_nothing_of_theirs_taken_for_markup()
    {
        using var model = Model();
        var prompt = new Prompt(Hostile, [60, 61, 62], [Hostile, "b", Hostile], 0, "");
        var tokens = TokenBatch.FromIds([[1, 2, 3], [4, 5, 6]]);
        var metric = new LogitDifference([1, 2], [3, 4]);
        var shares = DirectLogitAttribution.Of(model, tokens, metric);
        var values = new Dictionary<object, string>
        {
            [metric.Of(model, tokens)] = "logit difference",
            [new PromptValues(Enumerable.Range(0, 30).Select(i => (double)i)) { Name = Hostile, Unit = Hostile }] = "The first 20 of 30 prompts.",
            [new HeadEffects(Hostile, Hostile, new double[1, 1, 2]) { Record = record }] = Hostile,
            [shares] = "What writes the answer",
            [shares.Heads] = "share of the logit difference",
            [Ablation.Zero(model, tokens, metric)] = "What changes without each head",
            [GradientAttribution.Of(model, tokens, TokenBatch.FromIds([[7, 2, 3], [8, 5, 6]]), metric)] = "Attribution patching",
            [GradientAttribution.Of(model, tokens, TokenBatch.FromIds([[7, 2, 3], [8, 5, 6]]), metric, HookKind.ResidPre)] = "position",
            [HeadScores.OnRepeatedTokens(model, 2, 4)] = "Heads by what they attend to",
            [AttentionByDistance.Of(model, [prompt])] = "How far back heads look",
            [WrittenTokens.ByHead(model, prompt, new HeadId(1, 1), position: 0, count: 3)] = "What head 1.1 writes",
            [AttentionPatterns.Of(model, prompt)] = "Mean attention over 3 tokens",
            [LogitLens.Of(model, prompt)] = "the most probable next token",
        };
        foreach (var (value, words) in values)
        {
            var shown = Shown(value);
            Assert.Equal([Output.Html, Output.Plain], shown.Keys.Take(2));
            Assert.Contains(words, shown[Output.Plain], StringComparison.Ordinal);
            Assert.DoesNotContain(Hostile, shown[Output.Html], StringComparison.Ordinal);
            if (shown.TryGetValue("image/svg+xml", out var svg)) Assert.DoesNotContain(Hostile, System.Xml.Linq.XElement.Parse(svg).ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(9, values.Keys.Count(value => Shown(value).ContainsKey("application/vnd.plotly.v1+json")));
    }

    [Fact]
    public void A_kept_run_is_a_list_of_its_places()
    {
        using var model = Model();
        var path = Path.Combine(folder, "run.safetensors");
        model.Inspect(model.Tokens("ab"), run =>
        {
            run.Save(path);
            return 0;
        }, RunOptions.Keeping(HookSelection.Of(HookPoint.Pattern(1))));
        using var saved = SavedRun.Open(path);
        Assert.Contains("blocks.1.attn.hook_pattern  [1, 2, 2, 2]", Text(saved), StringComparison.Ordinal);
        Assert.Contains("1 rows of 2 tokens, with logits", Text(saved), StringComparison.Ordinal);
        Assert.DoesNotContain("tiny & small", Shown(saved)[Output.Html], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_large_table_the_beginning_is_shown_and_the_rest_counted()
    {
        var matrix = new LabelledMatrix("effect", new double[100, 50], Enumerable.Range(0, 100).Select(i => $"r{i}"), Enumerable.Range(0, 50).Select(i => $"c{i}"), "layer", "head", "nats");
        var text = Text(matrix);
        Assert.StartsWith("effect (nats)\nlayer \\ head", text, StringComparison.Ordinal);
        Assert.Contains("40 of 100 rows, 20 of 50 columns", text, StringComparison.Ordinal);
        Assert.DoesNotContain("r40", text, StringComparison.Ordinal);
        Assert.DoesNotContain("c20", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_are_written_as_layer_and_head() => Assert.Equal("9.6", Text(new HeadId(9, 6)));

    [Fact]
    public void Figures_come_as_a_still_picture_and_as_JSON_for_plotly_too()
    {
        var shown = Shown(Figure.Heatmap("A", new[,] { { 1.0, 2.0 } }, ["r"], ["c", "d"]));
        Assert.Equal([Output.Html, Output.Plain, "image/svg+xml", "application/vnd.plotly.v1+json"], shown.Keys);
        using var json = System.Text.Json.JsonDocument.Parse(shown["application/vnd.plotly.v1+json"]);
        Assert.True(json.RootElement.TryGetProperty("data", out _) && json.RootElement.TryGetProperty("layout", out _));
        Assert.Equal("svg", System.Xml.Linq.XElement.Parse(shown["image/svg+xml"]).Name.LocalName);
        Assert.Contains("<svg ", shown[Output.Html], StringComparison.Ordinal);
    }

    public static TheoryData<object> PlainValues => [1, 2L, 1.5, 1.5f, 2m, true, 'x', (1, "a"), Tuple.Create(1, 2), (1, 2, 3, 4, 5, 6, 7, 8, 9)];

    [Theory, MemberData(nameof(PlainValues))]
    public void Numbers_and_tuples_come_as_HTML_and_as_text(object value) => Assert.Equal([Output.Html, Output.Plain], Shown(value).Keys);

    [Fact]
    public void Texts_and_lists_are_left_to_the_host()
    {
        Assert.Equal([Output.Plain], Shown("text").Keys);
        Assert.Equal([Output.Html], Shown(new[] { 1, 2 }).Keys);
    }

    [Fact]
    public void What_a_process_runs_on_is_a_table()
    {
        var text = Text(Installation.Describe());
        Assert.Contains("libtorch", text, StringComparison.Ordinal);
        Assert.Contains("devices     cpu", text, StringComparison.Ordinal);
    }
}
