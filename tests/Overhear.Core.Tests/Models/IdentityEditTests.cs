using TorchSharp;

namespace Overhear.Tests;

/// <summary>An edit that returns what it was given changes no logit: bit for bit, except where the edited place makes the model compute by another formula.</summary>
/// <remarks>
/// Those are five sets of places. The inputs of single heads (q, k, v): a run that edits them gives each head a norm and a product of
/// its own, where a plain run has one norm and one product for all heads. The divisor of a norm and its normalised input: a plain run
/// calls one kernel that computes neither by itself. The results of single heads: a plain run sums over heads within one product with W_O.
/// Each is the same sum in another order, so it rounds otherwise, and how much is bounded by the largest logit.
/// </remarks>
[Trait("Category", "fast")]
public class IdentityEditTests
{
    const double Rounding = 1e-5;

    static readonly HashSet<HookKind> otherFormula =
    [
        HookKind.QInput, HookKind.KInput, HookKind.VInput, HookKind.Result, HookKind.Ln1Scale, HookKind.Ln1Normalized, HookKind.Ln2Scale, HookKind.Ln2Normalized,
        HookKind.FinalScale, HookKind.FinalNormalized,
    ];

    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory, MemberData(nameof(Families))]
    public void Returning_what_stands_at_places_of_one_kind_changes_no_logit(string family)
    {
        var model = TinyModels.Of(family);
        var wrong = new List<string>();
        foreach (var (batch, length) in TinyModels.BatchShapes)
        {
            var tokens = TinyModels.Tokens(model, batch, length);
            var plain = Plain(model, tokens);
            foreach (var places in model.HookPoints.GroupBy(p => p.Kind))
            {
                var allowed = otherFormula.Contains(places.Key) ? Rounding * Math.Max(1, plain.Max(Math.Abs)) : 0;
                var difference = plain.Zip(Edited(model, tokens, [.. places], x => x), (a, b) => Math.Abs(a - b)).Max();
                if (!(difference <= allowed)) wrong.Add($"{places.Key}, {batch} × {length} tokens: off by {difference:g3}, allowed {allowed:g3}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory, MemberData(nameof(Families))]
    public void Returning_what_stands_at_one_place_changes_no_logit(string family)
    {
        var model = TinyModels.Of(family);
        var tokens = TinyModels.Tokens(model, rows: 2, length: 7);
        var plain = Plain(model, tokens);
        foreach (var point in model.HookPoints.Where(p => p.Layer is not null && !otherFormula.Contains(p.Kind)))
            Assert.True(plain.AsSpan().SequenceEqual(Edited(model, tokens, [point], x => x)), $"the edit at {point} changed the logits");
    }

    /// <summary>Numbers from elsewhere lie in memory one row after the other; what a run computes may not.</summary>
    [Theory, MemberData(nameof(Families))]
    public void Returning_equal_numbers_in_another_layout_changes_no_logit(string family)
    {
        var model = TinyModels.Of(family);
        HookPoint[] places = [.. model.HookPoints.Where(p => !otherFormula.Contains(p.Kind))];
        foreach (var (batch, length) in TinyModels.BatchShapes)
        {
            var tokens = TinyModels.Tokens(model, batch, length);
            var plain = Plain(model, tokens);
            Assert.Equal(plain, Edited(model, tokens, places, x => x.contiguous()));
            Assert.Equal(plain, Edited(model, tokens, places, x => x.transpose(0, 1).contiguous().transpose(0, 1)));
        }
    }

    static double[] Plain(TransformerModel model, TokenBatch tokens) => model.Inspect(tokens, run => TinyModels.Numbers(run.Logits));

    static double[] Edited(TransformerModel model, TokenBatch tokens, IReadOnlyList<HookPoint> points, Func<torch.Tensor, torch.Tensor> edit) => model.Inspect(tokens, run =>
    {
        Assert.Equal(points, run.Receipts.Select(r => r.Point));
        Assert.All(run.Receipts, receipt => Assert.Equal((1, 0.0), (receipt.TimesFired, receipt.Change)));
        return TinyModels.Numbers(run.Logits);
    }, RunOptions.Editing(points.Select(point => new Hook(point, edit))));
}
