using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ResultFileTests : FileTestFolder
{
    static readonly string[] forms = [".json", ".csv", ".safetensors"];

    static readonly HashSet<Type> noResults =
    [
        typeof(TransformerModel), typeof(Prompt), typeof(ModelTokenizer), typeof(TaskSet), typeof(RunRecord), // what results are made of
        typeof(Run), typeof(SavedRun), // tensors: ActivationFile keeps them
    ];

    public static TheoryData<string> Samples => [.. ResultSamples.All.Keys];

    [Theory, MemberData(nameof(Samples))]
    public void Every_form_gives_back_the_same_result(string sample)
    {
        var saved = ResultSamples.All[sample];
        foreach (var form in forms)
        {
            saved.Save(PathOf("result" + form));
            var loaded = Load(saved.GetType(), "result" + form);
            Assert.Null(SameInEveryField.Difference(saved, loaded, form));
            loaded.Save(PathOf("again" + form));
            Assert.Equal(File.ReadAllBytes(PathOf("result" + form)), File.ReadAllBytes(PathOf("again" + form)));
        }
        Assert.Equal(2 * forms.Length, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void Every_result_of_the_library_has_a_form_of_file_and_a_sample_here()
    {
        var exported = typeof(IResult).Assembly.GetExportedTypes();
        var answers = exported.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && (method.DeclaringType == typeof(TransformerModel) || method.GetParameters().Any(p => p.ParameterType == typeof(TransformerModel)))).Select(method => method.ReturnType);
        var results = exported.Where(type => type.Name.EndsWith("Result", StringComparison.Ordinal) || type.GetProperty("Record")?.PropertyType == typeof(RunRecord)).Concat(answers)
            .Where(type => !type.IsInterface && exported.Contains(type) && !noResults.Contains(type)).Distinct().ToList();
        Assert.Contains(typeof(TokenPredictions), results);
        Assert.Contains(typeof(PromptValues), results);
        Assert.Contains(typeof(LabelledMatrix), results);
        Assert.All(results, type => Assert.True(type.IsAssignableTo(typeof(IResult)), $"{type.Name} cannot be saved: let it implement IResult<{type.Name}>."));
        var known = exported.Where(type => type.IsAssignableTo(typeof(IResult)) && !type.IsInterface).ToList();
        Assert.Equal(results.Select(type => type.Name).Order(), known.Select(type => type.Name).Order());
        Assert.Empty(known.Except(ResultSamples.All.Values.Select(sample => sample.GetType())));
        Assert.All(known, type => Assert.Contains(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IResult<>) && face.GenericTypeArguments[0] == type));
    }

    [Fact]
    public void The_first_sample_of_a_kind_leaves_no_part_at_its_default()
    {
        foreach (var sample in ResultSamples.All.Values.DistinctBy(sample => sample.GetType()))
            foreach (var property in sample.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
                Assert.False(property.GetValue(sample) is null or "" or 0 or ICollection { Count: 0 }, $"{sample.GetType().Name}.{property.Name}");
    }

    [Fact]
    public void Payloads_of_NaN_stay_in_safetensors()
    {
        var payload = BitConverter.Int64BitsToDouble(0x7FF8000000000123);
        new PromptValues([payload]).Save(PathOf("a.safetensors"));
        Assert.Equal(0x7FF8000000000123, BitConverter.DoubleToInt64Bits(ResultFile.Load<PromptValues>(PathOf("a.safetensors")).Values[0]));
    }

    [Fact]
    public void Results_of_a_model_keep_the_record_they_were_made_with()
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TinyModels.Tokens(model, 3, 6);
        var metric = new LogitDifference([3, 5, 8], [20, 21, 22]);
        var prompt = new Prompt("", [1, 2, 3], ["a", "b", "c"], 0, "");
        var shares = DirectLogitAttribution.Of(model, tokens, metric);
        IResult[] results =
        [
            metric.Of(model, tokens), shares, shares.Total, shares.Heads, shares.Heads.Means(), Ablation.Zero(model, tokens, metric), Ablation.Zero(model, tokens, metric).HeadChanges(),
            GradientAttribution.Of(model, tokens, TinyModels.Tokens(model, 3, 6, seed: 2), metric), HeadScores.OnRepeatedTokens(model, 2, 5, seed: 4), AttentionByDistance.Of(model, [prompt]), LogitLens.Of(model, prompt, [4]),
            LogitLens.Of(model, prompt, [4]).Probabilities(0), AttentionPatterns.Of(model, prompt), AttentionPatterns.Of(model, prompt)[new HeadId(0, 0)], WrittenTokens.ByHead(model, prompt, new HeadId(1, 0), count: 3),
            model.NextTokens(prompt, 3), model.Generate(prompt, new GenerationOptions { MaxNewTokens = 2, Temperature = 1, Seed = 5 }),
        ];
        foreach (var result in results)
            foreach (var form in forms)
            {
                result.Save(PathOf("result" + form));
                var loaded = Load(result.GetType(), "result" + form);
                Assert.Null(SameInEveryField.Difference(result, loaded, $"{result.GetType().Name} {form}"));
                Assert.Equal(model.Record().ModelHash, loaded.Record?.ModelHash);
            }
    }

    [Fact]
    public void Another_ending_says_which_are_allowed()
    {
        foreach (var name in new[] { "a.txt", "a", "a.json.gz", "a.svg" })
        {
            var path = PathOf(name);
            foreach (var act in new Action[] { () => ResultSamples.All["values"].Save(path), () => ResultFile.Load<PromptValues>(path) })
                Assert.Contains("neither .json, .csv nor .safetensors", Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
        }
        ResultSamples.All["values"].Save(PathOf("A.JSON"));
        Assert.Equal(((PromptValues)ResultSamples.All["values"]).Values, ResultFile.Load<PromptValues>(PathOf("A.JSON")).Values);
        Assert.Throws<FileNotFoundException>(() => ResultFile.Load<PromptValues>(PathOf("not there.csv")));
    }

    [Fact]
    public void Another_kind_of_result_is_named()
    {
        foreach (var form in forms)
        {
            ResultSamples.All["lens"].Save(PathOf("lens" + form));
            var message = Refuses(() => ResultFile.Load<HeadScoresResult>(PathOf("lens" + form)), "it holds a 'LogitLensResult', and a HeadScoresResult was asked for").Message;
            Assert.Contains("holds another kind of result", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parts_that_do_not_fit_and_texts_that_no_file_can_hold_are_refused_before_anything_is_written()
    {
        IResult[] broken = [new GeneratedText("a", [1], [2, 3], ["b"], [0, 0], "bc", "end", ResultSamples.Record), new TokenPredictions("half \uD83D", [], ResultSamples.Record)];
        string[] reasons = ["new_piece has 1 entries, where 2 (new) are needed", "half of a surrogate pair"];
        foreach (var form in forms)
            foreach (var (result, reason) in broken.Zip(reasons))
                Assert.Contains(reason, Assert.Throws<ArgumentException>(() => result.Save(PathOf("a" + form))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Json_is_one_object_that_other_software_reads()
    {
        new HeadEffects("effect", "logits", new[,,] { { { 1, double.NaN }, { -0.0, 1e300 } } }).Save(PathOf("a.json"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(PathOf("a.json")));
        var table = json.RootElement.GetProperty("tables").GetProperty("effect");
        Assert.Equal("[[[1,\"NaN\"],[-0,1E+300]]]", table.GetProperty("values").GetRawText());
        Assert.Equal(("effect", "logits", "[\"layer\",\"head\",\"prompt\"]"), (table.GetProperty("title").GetString(), table.GetProperty("unit").GetString(), string.Concat(table.GetProperty("axes").GetRawText().Where(c => !char.IsWhiteSpace(c)))));
        Assert.Equal(("overhear.result", 1, "HeadEffects", JsonValueKind.Null), (
            json.RootElement.GetProperty("format").GetString(), json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("kind").GetString(), json.RootElement.GetProperty("record").ValueKind));
    }

    [Fact]
    public void Csv_is_one_row_a_number()
    {
        new LabelledMatrix("cells", new[,] { { 1.5 }, { -2 } }, ["=a", "b \"c\", d"], ["x"], unit: "nats").Save(PathOf("a.csv"));
        var lines = File.ReadAllText(PathOf("a.csv")).Split('\n').Where(line => !line.StartsWith('#'));
        Assert.Equal(["metric,row,column,value", "cell,\"'=a\",\"x\",1.5", "cell,\"b \"\"c\"\", d\",\"x\",-2", ""], lines);
        ResultSamples.All["direct attribution"].Save(PathOf("b.csv"));
        lines = File.ReadAllText(PathOf("b.csv")).Split('\n').Where(line => !line.StartsWith('#'));
        Assert.Equal("metric,prompt,layer,head,value", lines.First());
        Assert.Equal(1 + 3 + 3 + 3 + 12 + 6 + 6 + 3 + 1, lines.Count());
        Assert.Single(lines, line => line.StartsWith("heads,2,1,0,", StringComparison.Ordinal));
    }

    [Fact]
    public void Tensors_stand_under_the_names_of_TransformerLens()
    {
        string[] Entries(string sample)
        {
            ResultSamples.All[sample].Save(PathOf("a.safetensors"));
            using var file = SafetensorsFile.Open(PathOf("a.safetensors"));
            Assert.Contains("\"modelHash\":\"0123456789abcdef\"", file.Metadata["record"], StringComparison.Ordinal);
            return [.. file.Entries.Select(entry => $"{entry}").Order(StringComparer.Ordinal)];
        }
        Assert.Equal(["blocks.1.attn.hook_pattern F64 [1, 2, 5, 5]", "blocks.3.attn.hook_pattern F64 [1, 2, 5, 5]", "token_id I64 [5]"], Entries("patterns"));
        Assert.Equal(["blocks.0.attn.hook_z F64 [3, 4, 2]", "blocks.1.attn.hook_z F64 [3, 4, 2]"], Entries("gradients of heads"));
        Assert.Equal(["blocks.0.hook_resid_post F64 [3, 4]", "blocks.1.hook_resid_post F64 [3, 4]"], Entries("gradients"));
        Assert.Equal(["change F64 [2, 3, 3]", "heads F64 [2, 2, 3]", "mlps F64 [2, 3]", "plain F64 [3]"], Entries("ablation"));
    }

    [Fact]
    public void What_is_read_again_is_all_that_is_written_as_text() =>
        Assert.Contains("Save it as .safetensors", Assert.Throws<InvalidOperationException>(() => ResultFile.RequireRoom((512L << 20) + 1)).Message, StringComparison.Ordinal);

    IResult Load(Type type, string name)
    {
        try
        {
            return (IResult)typeof(ResultFile).GetMethod(nameof(ResultFile.Load))!.MakeGenericMethod(type).Invoke(null, [PathOf(name)])!;
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
