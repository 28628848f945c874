using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// The singular component of a head's OV that another head's QK takes in best: of all right singular vectors v of W_V W_O that of the largest
/// ‖v QK‖ / ‖QK‖, QK = W_Q W_K^T (Merullo et al. 2024, arXiv:2406.09519, section 3). Of the weights as stored, neither folded nor centred. Plain data.
/// </summary>
/// <param name="Index">The component, from 0, the largest singular value first.</param>
/// <param name="Z">How far its score stands above the mean of the other components', in their population deviations; 0 where these do not differ.</param>
/// <param name="Direction">What it writes, of length 1 and of either sign [d_model].</param>
sealed record SenderComponent(int Index, double Z, IReadOnlyList<double> Direction)
{
    /// <summary>The one of a sender into the queries of a receiver.</summary>
    public static SenderComponent Best(TransformerModel model, HeadId sender, HeadId receiver) => model.InspectWeights(w =>
    {
        var c = model.Config;
        Tensor Of(Tensor weights, int head) => weights[head].to(ScalarType.Float64);
        int KeyValue(HeadId head) => head.Head * c.KeyValueHeads / c.Heads;
        var ov = Of(w.W_V(sender.Layer), KeyValue(sender)).mm(Of(w.W_O(sender.Layer), sender.Head)); // [d_model, d_model]
        var qk = Of(w.W_Q(receiver.Layer), receiver.Head).mm(Of(w.W_K(receiver.Layer), KeyValue(receiver)).t());
        var (_, _, right) = linalg.svd(ov, fullMatrices: false);
        var directions = right.narrow(0, 0, Math.Min(c.DHead, c.DModel)); // [component, d_model]
        var scores = (directions.mm(qk).Squared().sum(1) / qk.Squared().sum()).sqrt().cpu().data<double>().ToArray();
        var best = Array.IndexOf(scores, scores.Max());
        return new SenderComponent(best, Deviations(scores, best), directions[best].cpu().contiguous().data<double>().ToArray());
    });

    static double Deviations(double[] scores, int one)
    {
        double[] others = [.. scores.Where((_, at) => at != one)];
        if (others.Length == 0) return 0;
        var mean = others.Average();
        var deviation = Math.Sqrt(others.Average(score => (score - mean) * (score - mean)));
        return deviation > 0 ? (scores[one] - mean) / deviation : 0;
    }
}
