using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Tests;

/// <summary>Gradients against central differences, (f(x + h) − f(x − h)) / 2h, in float64: at every place of every family, at a few drawn coordinates.</summary>
[Trait("Category", "fast")]
public class FiniteDifferenceTests
{
    const double Step = 1e-5;
    const double Tolerance = 1e-6; // of the largest gradient at the place
    const int Coordinates = 2; // beside that of the largest gradient

    static readonly HookKind[] headInputs = [HookKind.QInput, HookKind.KInput, HookKind.VInput];
    static readonly HookKind[] firstNorm = [HookKind.Ln1Scale, HookKind.Ln1Normalized];

    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory, MemberData(nameof(Families))]
    public void Gradients_are_the_slopes_of_the_number(string family)
    {
        var model = TinyModels.Of(family, Dtype.Float64);
        var tokens = TokenBatch.FromIds(TinyModels.Rows(model, [4, 2]), PaddingSide.Left);
        var random = new SeededRandom(3);
        double[] coefficients = [.. Enumerable.Range(0, tokens.Rows * tokens.Length * model.Config.VocabularySize).Select(_ => random.NextGaussian())];
        // A drawn direction in the logits, bent so that the logits have a gradient of their own.
        Tensor Number(Tensor logits) => (logits.tanh() * tensor(coefficients).view(logits.shape)).sum();

        var gradients = Gradients(model, tokens, Number, without: firstNorm);
        foreach (var (point, values) in Gradients(model, tokens, Number, without: headInputs))
        {
            if (gradients.TryGetValue(point, out var same)) RequireClose(point, same.Gradient, values.Gradient, values.Gradient.Max(Math.Abs));
            gradients[point] = values;
        }
        Assert.Equal(model.HookPoints, gradients.Keys.Order());

        foreach (var (point, (activation, gradient)) in gradients)
        {
            var largest = gradient.Max(Math.Abs);
            Assert.True(largest > 1e-3, $"{point}: the number does not depend on it");
            int[] finite = [.. Enumerable.Range(0, activation.Length).Where(i => double.IsFinite(activation[i]))]; // scores are -infinity where masked
            int[] drawn = [Array.FindIndex(gradient, g => Math.Abs(g) == largest), .. Enumerable.Range(0, Coordinates).Select(_ => random.Choose(finite))];
            double[] slopes = [.. drawn.Select(at => (At(point, at, Step) - At(point, at, -Step)) / (2 * Step))];
            RequireClose(point, slopes, [.. drawn.Select(at => gradient[at])], largest);
        }

        double At(HookPoint point, int coordinate, double step) => model.Inspect(tokens, run => Number(run.Logits).item<double>(), RunOptions.Editing(new Hook(point, x =>
        {
            var flat = x.contiguous().flatten();
            flat[coordinate] += step;
            return flat.view(x.shape);
        })));
    }

    /// <summary>Each place's numbers and the gradient there. A head's own input and the norm that all heads share cannot both be on the path.</summary>
    static Dictionary<HookPoint, (double[] Activation, double[] Gradient)> Gradients(TransformerModel model, TokenBatch tokens, Func<Tensor, Tensor> number, HookKind[] without) =>
        model.Inspect(tokens, run => run.Cache.Points.ToDictionary(p => p, p => (TinyModels.Numbers(run[p]), TinyModels.Numbers(run.Gradient(p)))), new RunOptions
        {
            Keep = HookSelection.Of(model.HookPoints.Where(p => !without.Contains(p.Kind))),
            GradientOf = number,
        });

    static void RequireClose(HookPoint point, double[] expected, double[] actual, double largest)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{point}: {actual[i]} where the slope is {expected[i]}; the largest gradient is {largest}");
    }
}
