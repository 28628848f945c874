using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>Path patching gives what other software computed with one literal forward pass an intervention, for every table that is there.</summary>
[Trait("Category", "fast")]
public sealed partial class GoldenPathTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string, string> Tables => [.. GoldenPatching.Names.SelectMany(name => GoldenPatching.Load(name).Under("path.").Select(table => (name, table)))];

    [Fact]
    public void There_are_cases() => GoldenPatching.RequireCases();

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Tables))]
    public void Every_entry(string name, string table)
    {
        var golden = GoldenPatching.Load(name);
        var found = Named().Match(table);
        Assert.True(found.Success, $"'{table}' has no known form");
        var (model, c) = (golden.Model, golden.Model.Config);
        var twins = new TwinPrompts(golden.Clean, golden.Corrupted, golden.Metric) { Positions = new Dictionary<string, IReadOnlyList<int>> { ["named"] = golden.Tables["named"].Integers } };
        string? Place(string text) => text switch { "all_positions" => null, "end" => "END", _ => "named" };
        PathSender[] senders = found.Groups["senders"].Value switch
        {
            "heads" => [.. model.Heads.Select(PathSender.OfHead)],
            "mlps" => [.. Enumerable.Range(0, c.Layers).Select(PathSender.OfMlp)],
            _ => [PathSender.Embedding],
        };
        var options = new PathPatchingOptions
        {
            Semantics = Enum.Parse<PathSemantics>(found.Groups["semantics"].Value.Replace("_", ""), ignoreCase: true), SendersAt = Place(found.Groups["from"].Value),
        };
        var (receivers, at) = Receivers(found.Groups["to"].Value, c);
        // A sender that comes too late is no error where it is one of all heads; of MLPs those that come in time are asked for.
        var early = receivers.Count == 0 || found.Groups["senders"].Value == "heads" ? senders : [.. senders.Where(sender => receivers.Any(receiver => receiver.ComesAfter(sender, c)))];
        options = options with { Senders = found.Groups["senders"].Value == "heads" ? null : early };
        var result = receivers.Count == 0 ? PathPatching.ToLogits(model, twins, options) : PathPatching.Into(model, twins, receivers, at, options);
        var all = options.Senders ?? senders;
        double[] ours = [.. senders.SelectMany(sender => early.Contains(sender) && result.Has(PathRows.Cell(c, all, sender).Row, PathRows.Cell(c, all, sender).Column)
            ? result.Patched(PathRows.Cell(c, all, sender).Row, PathRows.Cell(c, all, sender).Column).Values : result.Plain.Values)];
        golden.Tables["path." + table].Compare(ours, Tolerance);
    }

    static (IReadOnlyList<PathReceiver> Receivers, string? At) Receivers(string text, TransformerConfig c)
    {
        if (text == "logits") return ([], null);
        var at = text.EndsWith("_at_end", StringComparison.Ordinal) ? "END" : text.EndsWith("_at_named", StringComparison.Ordinal) ? "named" : null;
        var heads = HeadNames().Matches(text).Select(match => new HeadId(int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value) * (match.Groups[1].Value.Length > 0 ? c.HeadsPerKeyValueHead : 1))).ToList();
        if (text.StartsWith("mlp", StringComparison.Ordinal)) return ([PathReceiver.Mlp(int.Parse(Regex.Match(text, @"\d+").Value))], at);
        return ([.. heads.Select(head => text[0] switch { 'q' => PathReceiver.Query(head), 'k' => PathReceiver.Key(head), _ => PathReceiver.Value(head) })], at);
    }

    [GeneratedRegex(@"^(?<semantics>\w+)\.(?<senders>heads|mlps|embedding)_at_(?<from>\w+)\.to\.(?<to>.+)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"(kv)?(\d+)\.(\d+)")]
    private static partial Regex HeadNames();
}
