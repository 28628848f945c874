using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>A trained model whose IOI mechanism is known: its folder holds prompts (prompts.json) and what other software measured on them (reference.json).</summary>
sealed class KnownMechanism
{
    static readonly ConcurrentDictionary<string, Lazy<KnownMechanism>> loaded = new();

    readonly JsonElement prompts;
    readonly string analysis;

    KnownMechanism(string folder)
    {
        Model = TransformerModel.Load(folder);
        (prompts, Reference) = (Json(folder, "prompts.json"), Json(folder, "reference.json"));
        analysis = File.ReadAllText(Path.Combine(folder, "analysis.txt"));
        Clean = Rows("clean");
        Metric = new LogitDifference(Integers("correct"), Integers("wrong"), Positions("END"));
    }

    /// <summary>The folders of OVERHEAR_MODELS that hold one; empty where it is not set.</summary>
    public static IReadOnlyList<string> Names => TestData.Models is not { } models || !Directory.Exists(models) ? [] :
    [
        .. Directory.GetDirectories(models).Where(folder => File.Exists(Path.Combine(folder, "prompts.json")) && File.Exists(Path.Combine(folder, "reference.json")))
            .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal),
    ];

    public TransformerModel Model { get; }

    public TokenBatch Clean { get; }

    public LogitDifference Metric { get; }

    public JsonElement Reference { get; }

    public IReadOnlyList<string> Texts => [.. prompts.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>Prompts of a kind: clean, or corrupted in some way.</summary>
    public TokenBatch Rows(string kind) => TokenBatch.FromIds(prompts.GetProperty(kind).EnumerateArray().Select(row => RealModel.Ids(row)));

    /// <summary>Where a word stands in every prompt: IO, S1, S2, END.</summary>
    public int[] Positions(string word) => RealModel.Ids(prompts.GetProperty("positions").GetProperty(word));

    /// <summary>The clean prompts beside those of a corruption, with the positions of their words.</summary>
    public TwinPrompts Twins(string corruption) => new(Clean, Rows(corruption), Metric)
    {
        Positions = new[] { "IO", "S1", "S2" }.ToDictionary(word => word, word => (IReadOnlyList<int>)Positions(word)),
    };

    /// <summary>The heads that analysis.txt calls movers.</summary>
    public IReadOnlyList<HeadId> Movers => [.. Regex.Matches(Regex.Match(analysis, @"movers \{(.*?)\}").Groups[1].Value, @"\((\d+), (\d+)\)").Select(found => new HeadId(int.Parse(found.Groups[1].Value), int.Parse(found.Groups[2].Value)))];

    /// <summary>What analysis.txt says of paths from all earlier heads together into the movers' queries, in whole percent, by corruption.</summary>
    public IReadOnlyDictionary<string, double> AllIntoQueries => Regex.Matches(Regex.Match(analysis, "ALL paths from earlier heads into movers' queries: (.*)").Groups[1].Value, @"(swap|abc) (-?\d+)%")
        .ToDictionary(found => found.Groups[1].Value, found => double.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture));

    /// <summary>What analysis.txt says of paths from each head into the movers' queries, swapped prompts, in percent to one decimal.</summary>
    public IReadOnlyDictionary<HeadId, double> IntoQueries => Regex.Matches(analysis, @"^(\d+\.\d+) +-?[\d.]+ +-?[\d.]+ +(-?[\d.]+) ", RegexOptions.Multiline)
        .ToDictionary(found => HeadId.Parse(found.Groups[1].Value), found => double.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture));

    public LiteralPathPatching Paths(string corruption) => new(Model, Clean, Rows(corruption), Metric);

    /// <summary>Mean attention of every head from END to a word, in the order of the model's heads.</summary>
    public double[] AttentionFromEnd(string word, IReadOnlyList<Hook>? edits = null)
    {
        var (end, to) = (Positions("END"), Positions(word));
        var points = Enumerable.Range(0, Model.Config.Layers).Select(HookPoint.Pattern).ToList();
        return Model.Inspect(Clean, run => points.SelectMany(point =>
        {
            var pattern = run[point].contiguous().data<float>().ToArray(); // [batch, head, query_pos, key_pos]
            var (heads, length) = (Model.Config.Heads, Clean.Length);
            return Enumerable.Range(0, heads).Select(head => Enumerable.Range(0, Clean.Rows).Average(row => (double)pattern[((row * heads + head) * length + end[row]) * length + to[row]]));
        }).ToArray(), new RunOptions { Keep = HookSelection.Of(points), Edits = edits ?? [], Logits = LogitsAt.Nowhere });
    }

    /// <summary>The one of that name; the test is skipped, saying so, where it is absent.</summary>
    public static KnownMechanism Load(string name)
    {
        Assert.SkipUnless(Names.Contains(name), $"OVERHEAR_MODELS names no folder that holds {name}.");
        return loaded.GetOrAdd(name, n => new Lazy<KnownMechanism>(() => new KnownMechanism(Path.Combine(TestData.Models!, n)))).Value;
    }

    int[] Integers(string name) => RealModel.Ids(prompts.GetProperty(name));

    static JsonElement Json(string folder, string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return json.RootElement.Clone();
    }
}
