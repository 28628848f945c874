using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>The literal path patching that faster code is compared with is itself compared with tables that hooks of other software made.</summary>
[Trait("Category", "slow")]
public class LiteralPathPatchingTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string> Names => [.. GoldenPatching.Names];

    [Fact]
    public void The_folder_holds_cases() => GoldenPatching.RequireCases();

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Every_path_of_the_golden_tables(string name)
    {
        var golden = GoldenPatching.Load(name);
        var (model, layers) = (golden.Model, Enumerable.Range(0, golden.Model.Config.Layers));
        var literal = new LiteralPathPatching(model, golden.Clean, golden.Corrupted, golden.Metric);
        golden.Tables["clean_logit_difference"].Compare(literal.Plain, Tolerance);
        var tables = golden.Under("path.");
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            var parts = Regex.Match(table, "^(?<semantics>[a-z_]+)\\.(?<senders>heads|mlps|embedding)_at_(?<where>[a-z_]+)\\.to\\.(?<receiver>.+)$");
            Assert.True(parts.Success, table);
            var semantics = Enum.Parse<LiteralPathSemantics>(parts.Groups["semantics"].Value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            IReadOnlyList<int>? Positions(string where) => where == "all_positions" ? null : golden.Tables[where].Integers;
            IEnumerable<PathEnd> senders = parts.Groups["senders"].Value switch
            {
                "heads" => model.Heads.Select(PathEnd.Head),
                "mlps" => layers.Select(PathEnd.Mlp),
                _ => [PathEnd.Embedding],
            };
            var at = Positions(parts.Groups["where"].Value);
            var receiver = Regex.Match(parts.Groups["receiver"].Value, "^(?<kind>q|k|v|mlp_in)_of_(?<of>.+)_at_(?<where>[a-z_]+)$");
            PathEnd[] receivers = [.. receiver.Groups["of"].Value.Split("_and_").Where(of => of.Length > 0).Select(of => Receiver(receiver.Groups["kind"].Value, of))];
            var ours = senders.SelectMany(sender => receiver.Success
                ? literal.ToReceivers(semantics, [sender], at, receivers, Positions(receiver.Groups["where"].Value)!)
                : literal.ToLogits(semantics, [sender], at));
            Assert.True(receiver.Success || parts.Groups["receiver"].Value == "logits", table);
            golden.Tables["path." + table].Compare([.. ours], Tolerance);
        }
    }

    static PathEnd Receiver(string kind, string of)
    {
        int[] numbers = [.. of.Replace("kv", "", StringComparison.Ordinal).Split('.').Select(int.Parse)];
        return new PathEnd(kind switch { "q" => HookPoint.Q(numbers[0]), "k" => HookPoint.K(numbers[0]), "v" => HookPoint.V(numbers[0]), _ => HookPoint.MlpIn(numbers[0]) }, numbers.ElementAtOrDefault(1));
    }
}
