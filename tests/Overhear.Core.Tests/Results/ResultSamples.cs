namespace Overhear.Tests;

/// <summary>One result of every kind, and of some kinds the smallest, with numbers and texts that files find hard to hold.</summary>
static class ResultSamples
{
    public static readonly string[] Texts =
    [
        "cat", "", " ", "  lead and trail  ", "\"", "\"\"", "a\nb", "\r", "\r\n", "\n=1", "\t", "#", "# x", "=1+1", "+1", "-1", "@a", "'", "''=", "'=", ";=1", "a;'b", ";;=", "😀", "\u2028", "\u2029",
        "\0", "\uFEFF", "é", "null", "NaN", "1", ",", "\\", "\u001b[31m", "<script>alert(1)</script>", "＝1", "{\"a\":1}", "]]>", "\U0010FFFF",
    ];

    public static readonly double[] Numbers =
    [
        .1, -0.0, 1 / 3.0, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-300, Math.PI, 5, -123456789.123456789,
        1e21, 123456789012345678, 2.2250738585072014e-308, BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF),
    ];

    public static readonly RunRecord Record = new("model " + Texts[13], "0123456789abcdef", ["folded LayerNorm", "=a,\"b\""], "Float32", "cpu", "TorchSharp 1, libtorch 2", -7, "0.1.0");

    static int next;

    /// <summary>By a name for messages.</summary>
    public static IReadOnlyDictionary<string, IResult> All { get; } = Make();

    static Dictionary<string, IResult> Make() => new()
    {
        ["head effects"] = new HeadEffects("effect, \"larger\" is more", "logits", Cube(2, 3, 4)) { Record = Record },
        ["head effects by hand"] = new HeadEffects("", "", Cube(1, 1, 1)),
        ["matrix"] = new LabelledMatrix("cells", Table(Texts.Length, 3), Texts, ["=a", "=a", ""], "query", "=key", "nats") { Record = Record with { Seed = null, Processing = [] } },
        ["matrix without columns"] = new LabelledMatrix("nothing", new double[2, 0], ["a", "b"], []),
        ["values"] = new PromptValues(Many(Numbers.Length)) { Name = "difference", Unit = "logits", Record = Record },
        ["predictions"] = new TokenPredictions(Texts[6], Top(Texts.Length), Record),
        ["no predictions"] = new TokenPredictions("", [], Record),
        ["text"] = new GeneratedText("a\nb", [5, 6], [7, -8, int.MaxValue], ["=1", "", "#"], Many(3), "=1#", "the 3 tokens asked for", Record),
        ["text without new tokens"] = new GeneratedText("a", [5], [], [], [], "", "nothing", Record),
        ["patterns"] = new AttentionPatternsResult(Prompt(5), new[] { 1, 3 }.SelectMany(layer => Enumerable.Range(0, 2).Select(head => (new HeadId(layer, head), Table(5, 5)))), Record),
        ["lens"] = Lens(followed: 2),
        ["lens without followed tokens"] = Lens(followed: 0),
        ["direct attribution"] = Direct(Values()),
        ["direct attribution without positions"] = Direct(null),
        ["residual stream"] = new ResidualStreamResult(Prompt(4), Table(3, 4), Table(2, 4), Table(2, 4), Record),
        ["head scores"] = new HeadScoresResult([new([9, 1, 2, 1, 2], 1, 2), new([9, 3, 4, 3, 4], 1, 2)], Heads(2), Heads(2), Heads(2), Record),
        ["attention by distance"] = new AttentionByDistanceResult(Cube(2, 3, 4), Many(4), [5, 2, 4], Prompt(5), Record),
        ["written tokens"] = new WrittenTokensResult(Prompt(4), 3, "head 9.6", Written(3), Written(2), Record),
        ["gradients of heads"] = new GradientAttributionResult(HookKind.Z, true, RowMajor.Fill(new double[2, 3, 4, 2], Many(48)), Record),
        ["gradients"] = new GradientAttributionResult(HookKind.ResidPost, false, RowMajor.Fill(new double[2, 3, 4, 1], Many(24)), Record),
        ["faithfulness"] = new FaithfulnessResult(Values(), Values(), 7, Record),
        ["completeness"] = new CompletenessResult([new("nothing", [], Values(), Values()), new(Texts[6], [CircuitPart[0]], Values(), Values())], Record),
        ["minimality"] = new MinimalityResult([new(CircuitPart[0], "nothing", [], Values(), Values(), .5), new(CircuitPart[1], Texts[6], CircuitPart, Values(), Values(), .25)], Record),
        ["backup"] = new BackupHeadsResult(new HeadCircuit(CircuitPart), Values(), Values(), Heads(3), Heads(3), Record),
        ["attention without"] = new AttentionWithoutResult(new HeadCircuit(CircuitPart), "swap", ["IO", Texts[6]], [Looks("IO"), Looks(Texts[6])], [Looks("IO"), Looks(Texts[6])], Record),
        ["attention and writing"] = new AttentionAndWritingResult(new HeadId(9, 6), ["IO", Texts[6]], [Tame(.25, 1), Tame(.5, 1e-300)], [Tame(-3, 1 / 3.0), Tame(7, -0.0)], Record),
        ["answers"] = new TaskAnswersResult(Values(), Values(), Values(), Record),
        ["inhibition signals"] = new InhibitionSignalsResult([.. Enumerable.Range(0, 6).Select(_ => Values())], Record),
        ["attention repair"] = new AttentionRepairResult([Repaired("as it is", []), Repaired(Texts[6], [new HeadId(1, 0), new HeadId(0, 1)])], Record),
        ["attention block"] = new AttentionBlockResult([new("as it is"), new("cut", new HeadId(1, 1)), new("values at 0", new HeadId(1, 1)), new("control 1", new HeadId(0, 1))], [.. Block(4)], Record),
        ["attention block without controls"] = new AttentionBlockResult([new("as it is"), new("cut", new HeadId(1, 1)), new("values at 0", new HeadId(1, 1))], [.. Block(3)], Record),
        ["steering"] = new SteeringVector(HookPoint.ResidPre(1), Many(5)) { Record = Record },
        ["patching"] = new PatchingResult("paths, \"all\"", PatchDirection.Neither, "layer", ["embedding", Texts[6]], "head", ["0", "=1", "MLP"], 2, 240, [Patches("difference"), Patches(Texts[13])], Cube(2, 3, 3), Record),
        ["attribution patching"] = new AttributionPatchingResult(Heads(3), [new(new HeadId(1, 0), true, Values(), Tame(1, 2, 3)), new(new HeadId(0, 1), false, Values(), Tame(40, -1, 1e-300))], Record),
        ["ablation"] = new AblationResult(AblationKind.Resample, Values(), Heads(3), [Values(), Values()], Cube(2, 3, 3), 5, Record),
    };

    static Prompt Prompt(int length) => new("text " + Texts[6], [.. Enumerable.Range(100, length)], [.. Texts[..length]], 1, "asked for, \"always\"");

    static LogitLensResult Lens(int followed) => new(
        Prompt(3), 2, Enumerable.Range(0, 9).Select(i => new LogitLensPlace(i / 3, i % 3, Top(2), Many(followed), Many(followed))), [.. Enumerable.Range(40, followed)], [.. Texts[11..(11 + followed)]],
        LensScale.Final, Record);

    static DirectLogitAttributionResult Direct(PromptValues? positions) => new(Values(), Values(), positions, Heads(3), [Values(), Values()], [Values(), Values()], Values(), Record);

    static HeadEffects Heads(int prompts) => new("share, \"of\" a head", "logits", Cube(2, 2, prompts));

    static CircuitHead[] CircuitPart => [new(new HeadId(3, 0), Texts[6]), new(new HeadId(0, 12), "a; b|c", "S1+1")];

    static RepairedRun Repaired(string name, HeadId[] heads)
    {
        HeadEffects Of(string what) => new(what, what == "share" ? "logits" : "", Cube(2, 2, 3)) { Record = Record };
        return new RepairedRun(name, heads, new PromptValues(Many(3)) { Name = $"answers right, {name}", Record = Record }, heads.Length, Of("share"), Of("right"), Of("wrong"));
    }

    static IEnumerable<PromptValues> Block(int runs) => new[] { "as it is", "cut", "values at 0", "control 1" }.Take(runs).Select(name => new PromptValues(Many(4)) { Name = $"answers right, {name}", Record = Record });

    static HeadEffects Looks(string role) => new($"attention from END to {role}", "", Cube(2, 2, 3));

    static PatchTable Patches(string name) => new(name, "nats", Values(), Values(), Cube(2, 3, 3));

    static PromptValues Tame(params double[] values) => new(values);

    static PromptValues Values() => new(Many(3));

    static TokenPrediction[] Top(int count) => [.. Enumerable.Range(0, count).Select(i => new TokenPrediction(i + 1, 50_000 + i, Texts[i], Number(), Number()))];

    static WrittenToken[] Written(int count) => [.. Enumerable.Range(0, count).Select(i => new WrittenToken(i + 1, 7 + i, Texts[i], Number()))];

    static double[,] Table(int rows, int columns) => RowMajor.Fill(new double[rows, columns], Many(rows * columns));

    static double[,,] Cube(int layers, int heads, int prompts) => RowMajor.Fill(new double[layers, heads, prompts], Many(layers * heads * prompts));

    static double[] Many(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];

    static double Number() => Numbers[next++ % Numbers.Length] is var number && next % 3 == 0 && double.IsFinite(number) ? number / 7 : number;
}
