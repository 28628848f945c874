using TorchSharp;

namespace Overhear.Tests;

/// <summary>
/// Path patching, slowly and as it is written down: Wang et al. 2022 (arXiv:2211.00593), section 3.1 and appendix B, algorithm 1. Every
/// step is a forward pass of its own over whole prompts, and values are moved one by one. What faster code is compared with.
/// </summary>
/// <remarks>
/// A: the corrupted prompts run, and what every component writes is kept. B: the same with the clean prompts. C: the clean prompts run
/// with the senders' outputs as in A and everything that the semantics holds as in B; what the receivers read is kept. D: the clean
/// prompts run with the receivers reading that, all else live. Where the receiver is the logits, C is the answer. Norms are recomputed.
/// </remarks>
sealed class LiteralPathPatching
{
    readonly TransformerModel model;
    readonly TokenBatch clean;
    readonly LogitDifference metric;
    readonly Dictionary<HookPoint, float[]> inCorrupted, inClean;

    public LiteralPathPatching(TransformerModel model, TokenBatch clean, TokenBatch corrupted, LogitDifference metric)
    {
        (this.model, this.clean, this.metric) = (model, clean, metric);
        Writers =
        [
            HookPoint.ResidPre(0), .. Enumerable.Range(0, model.Config.Layers).SelectMany(layer => new[] { HookPoint.Z(layer), HookPoint.MlpOut(layer) }),
        ];
        inCorrupted = Kept(corrupted, Writers, []); // A
        inClean = Kept(clean, Writers, []); // B
        Plain = Differences([]);
    }

    /// <summary>The logit difference of every clean prompt.</summary>
    public double[] Plain { get; }

    IReadOnlyList<HookPoint> Writers { get; }

    /// <summary>The logit difference of every prompt with the paths from the senders to the logits patched.</summary>
    /// <param name="semantics">What is held.</param>
    /// <param name="senders">What sends.</param>
    /// <param name="at">The senders' position in every prompt; null for all positions.</param>
    public double[] ToLogits(LiteralPathSemantics semantics, IReadOnlyList<PathEnd> senders, IReadOnlyList<int>? at = null) => Differences(StepC(semantics, senders, at));

    /// <summary>The logit difference of every prompt with the paths from the senders into the receivers patched.</summary>
    /// <param name="semantics">What is held on the way to the receivers.</param>
    /// <param name="senders">What sends.</param>
    /// <param name="at">The senders' position in every prompt; null for all positions.</param>
    /// <param name="receivers">What receives.</param>
    /// <param name="receiversAt">The receivers' position in every prompt; null for all positions.</param>
    public double[] ToReceivers(LiteralPathSemantics semantics, IReadOnlyList<PathEnd> senders, IReadOnlyList<int>? at, IReadOnlyList<PathEnd> receivers, IReadOnlyList<int>? receiversAt)
    {
        HookPoint[] points = [.. receivers.Select(receiver => receiver.Point).Distinct()];
        var read = Kept(clean, points, StepC(semantics, senders, at));
        return Differences([.. points.Select(point => Setting(point, (row, position, slot) => (receiversAt is null || position == receiversAt[row]) && receivers.Contains(new PathEnd(point, slot)) ? read[point] : null))]); // D
    }

    /// <summary>The mean change of the logit difference in percent of its clean mean: negative where it becomes smaller.</summary>
    public double Percent(double[] patched) => 100 * (patched.Average() - Plain.Average()) / Plain.Average();

    IReadOnlyList<Hook> StepC(LiteralPathSemantics semantics, IReadOnlyList<PathEnd> senders, IReadOnlyList<int>? at)
    {
        bool Here(int row, int position) => at is null || at[row] == position;
        bool Held(HookPoint point, int row, int position) => point.Kind switch
        {
            HookKind.Z => semantics is LiteralPathSemantics.Direct or LiteralPathSemantics.ThroughMlps || (semantics == LiteralPathSemantics.FrozenAtPosition && Here(row, position)),
            HookKind.MlpOut => semantics == LiteralPathSemantics.Direct,
            _ => false,
        };
        // What can neither send nor be held comes by as it is.
        bool CanChange(HookPoint point) => point.Kind == HookKind.Z ? semantics != LiteralPathSemantics.Live || Sends(point) : (point.Kind == HookKind.MlpOut && semantics == LiteralPathSemantics.Direct) || Sends(point);
        bool Sends(HookPoint point) => senders.Any(sender => sender.Point == point);
        return
        [
            .. Writers.Where(CanChange).Select(point => Setting(point, (row, position, slot) =>
                senders.Contains(new PathEnd(point, slot)) && Here(row, position) ? inCorrupted[point]
                : Held(point, row, position) ? inClean[point]
                : null)),
        ];
    }

    /// <summary>Puts numbers of another run in the place of those that come by.</summary>
    /// <param name="point">An activation [batch, pos, width] or [batch, pos, slot, width].</param>
    /// <param name="source">From (row, position, slot) to the activation to copy from; null leaves what comes by.</param>
    public static Hook Setting(HookPoint point, Func<int, int, int, float[]?> source) => new(point, live =>
    {
        var (shape, values) = (live.shape, Numbers(live));
        var (rows, length, slots, width) = ((int)shape[0], (int)shape[1], shape.Length == 4 ? (int)shape[2] : 1, (int)shape[^1]);
        for (var row = 0; row < rows; row++)
            for (var position = 0; position < length; position++)
                for (var slot = 0; slot < slots; slot++)
                    if (source(row, position, slot) is { } other)
                    {
                        var first = ((row * length + position) * slots + slot) * width;
                        Array.Copy(other, first, values, first, width);
                    }
        return torch.tensor(values, shape);
    });

    Dictionary<HookPoint, float[]> Kept(TokenBatch tokens, IReadOnlyList<HookPoint> points, IReadOnlyList<Hook> edits) => model.Inspect(tokens,
        run => points.ToDictionary(point => point, point => Numbers(run[point])), new RunOptions { Keep = HookSelection.Of(points), Edits = edits, Logits = LogitsAt.Nowhere });

    double[] Differences(IReadOnlyList<Hook> edits) => model.Inspect(clean, run => metric.Read(model, run).Values.ToArray(), new RunOptions { Edits = edits, Logits = LogitsAt.Nowhere });

    static float[] Numbers(torch.Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
