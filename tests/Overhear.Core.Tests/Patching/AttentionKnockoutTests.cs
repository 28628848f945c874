using TorchSharp;

namespace Overhear.Tests;

/// <summary>Attention knockout from any position to groups of keys against one forward pass a knockout, on four layers of every architecture, with usual and with sharp attention.</summary>
[Trait("Category", "slow")]
public sealed class AttentionKnockoutTests
{
    const double Tolerance = 1e-4; // of the table's largest effect

    static readonly KeyGroup[] groups = [new("first", "first"), new("both", "first", "named")];

    public static TheoryData<string, double> Cases => [.. TinyModels.Families.Select(family => (family, 1.0)), ("gpt2", 4.0), ("llama", 4.0)];

    [Theory, MemberData(nameof(Cases))]
    public void Equals_the_literal_twin(string family, double sharpness)
    {
        using var model = TinyModels.Deep(family, sharpness);
        foreach (var side in Enum.GetValues<PaddingSide>())
            foreach (var (renormalise, heads) in new (bool, HeadId[]?)[] { (false, null), (true, null), (side == PaddingSide.Left, [new(0, 1), new(2, 0), new(2, 2)]) })
                foreach (var query in new[] { "named", "END" })
                {
                    var twins = TinyTwins.Padded(model, side);
                    var found = AttentionKnockout.From(model, twins, query, groups, renormalise, heads);
                    var (worst, largest) = (0.0, 0.0);
                    foreach (var (column, group) in groups.Index())
                        for (var layer = 0; layer < model.Config.Layers; layer++)
                            foreach (var (expected, ours, plain) in Literal(model, twins, layer, query, group, renormalise, heads).Zip(found.Patched(layer, column).Values, found.Plain.Values))
                                (worst, largest) = (Math.Max(worst, Math.Abs(expected - ours)), Math.Max(largest, Math.Abs(expected - plain)));
                    Assert.True(largest > 1e-2, $"The largest effect is {largest:g3}: zeros would nearly pass.");
                    Assert.True(worst <= Tolerance * largest, $"{side}, {query}, {renormalise}, {heads?.Length}: off by {worst:g3}, where the largest effect is {largest:g3}");
                }
    }

    /// <summary>Keys of a row are masked before the softmax where what is left is scaled, else taken out of the pattern.</summary>
    static double[] Literal(TransformerModel model, TwinPrompts twins, int layer, string query, KeyGroup group, bool renormalise, HeadId[]? heads)
    {
        var point = renormalise ? new HookPoint(HookKind.AttnScores, layer) : HookPoint.Pattern(layer);
        var edit = new Hook(point, live => // [prompt, head, query, key]
        {
            for (var row = 0; row < twins.Count; row++)
                for (var head = 0; head < model.Config.Heads; head++)
                    foreach (var key in group.Positions.Select(name => twins.At(name)[row]).Where(key => key < twins.At(query)[row]))
                        if (heads is null || heads.Contains(new HeadId(layer, head))) live[row, head, twins.At(query)[row], key].Fill(renormalise ? double.NegativeInfinity : 0);
            return live;
        });
        return [.. model.Inspect(twins.Clean, run => twins.Metric.Read(model, run).Values, new RunOptions { Edits = [edit], Logits = LogitsAt.Nowhere })];
    }

    [Fact]
    public void A_position_keeps_itself_and_what_does_not_fit_is_said_at_once()
    {
        var model = TinyModels.Of("gpt2");
        var twins = TinyTwins.Padded(model);
        Assert.Contains("At 'itself' no patch fired", Assert.Throws<InvalidOperationException>(() => AttentionKnockout.From(model, twins, "named", [new("itself", "named")])).Message);
        Assert.Contains("no position 'S2'", Assert.Throws<ArgumentException>(() => AttentionKnockout.From(model, twins, "S2")).Message);
        Assert.Contains("no key", Assert.Throws<ArgumentException>(() => AttentionKnockout.From(model, twins, "END", [new("none")])).Message);
        var all = AttentionKnockout.From(model, twins, "named");
        for (var prompt = 0; prompt < twins.Count; prompt++)
            for (var key = 0; key < 7; key++) Assert.Equal(key < twins.At("named")[prompt], all.Effect(0, key).Values[prompt] != 0);
    }
}
