using TorchSharp;

namespace Overhear.Tests;

/// <summary>
/// What is told of the models' channel from an inhibition head into the movers' queries, found by rule: by a literal path patch, a
/// literal SVD and one hook. Percent are printed as whole numbers, scores with two decimals.
/// </summary>
[Trait("Category", "slow")]
public class KnownChannelTests
{
    const double OfPercent = .5, OfScore = .005, OfZ = .01;

    [Fact]
    public void A_line_from_one_head_into_the_movers_queries_tells_which_name_to_look_at()
    {
        var known = KnownMechanism.Load("ioi-line");
        var model = known.Model;
        var swap = known.Paths("swap");
        var (movers, effects) = Movers(known, swap);
        List<HeadId> early = [.. model.Heads.Where(head => head.Layer < movers.Max(mover => mover.Layer))];
        double IntoQueries(LiteralPathPatching paths, params IEnumerable<HeadId> senders) => paths.Percent(paths.ToReceivers(
            LiteralPathSemantics.ThroughMlps, [.. senders.Select(PathEnd.Head)], null, [.. movers.Select(PathEnd.Query)], known.Positions("END")));
        Assert.Equal(-173, IntoQueries(swap, early), OfPercent);
        Assert.Equal(-81, IntoQueries(known.Paths("abc"), early), OfPercent);

        var (mover, sender) = (movers.MinBy(head => effects[head]), early.MinBy(head => IntoQueries(swap, head)));
        var components = Components(model, sender, mover, folded: true);
        var best = Array.IndexOf(components.Scores, components.Scores.Max());
        Assert.Equal(0, best); // the largest singular value of its OV
        var line = components.Directions[best];
        Assert.Equal(.97, InhibitionScore(known, mover), OfScore);
        Assert.Equal(.40, InhibitionScore(known, mover, Rewriting(sender, (_, _, written) => Less(written, Along(written, line)))), OfScore);
        Assert.Equal(.97, InhibitionScore(known, mover, Rewriting(sender, (_, _, written) => Along(written, line))), OfScore);

        // The line alone as in the swapped prompts, at END.
        var end = known.Positions("END");
        var point = HookPoint.Result(sender.Layer);
        var swapped = model.Inspect(known.Rows("swap"), run => Written(run[point], sender.Head), RunOptions.Keeping(HookSelection.Of(point)));
        var patched = model.Inspect(known.Clean, run => known.Metric.Read(model, run).Mean, new RunOptions
        {
            Edits = [Rewriting(sender, (row, at, written) => at == end[row] ? Less(written, Less(Along(written, line), Along(swapped[row, at], line))) : written)],
        });
        Assert.Equal(-156, 100 * (patched - swap.Plain.Average()) / swap.Plain.Average(), OfPercent);
    }

    [Theory]
    [InlineData("ioi-line", "4.1", false, new[] { 8.01, 7.48, 7.10 })]
    [InlineData("ioi-line", "4.1", true, new[] { 8.09, 7.67, 5.49 })]
    [InlineData("ioi-line-colored", "4.1", true, new[] { 5.66, 5.42 })]
    [InlineData("ioi-name", "4.0", true, new[] { 4.37 })]
    public void The_components_that_stand_out_most(string name, string receiver, bool folded, double[] expected)
    {
        var known = KnownMechanism.Load(name);
        var reader = HeadId.Parse(receiver);
        var found = known.Model.Heads.Where(head => head.Layer < reader.Layer).SelectMany(head => ZScores(Components(known.Model, head, reader, folded).Scores)).OrderDescending().Take(expected.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, OfZ));
    }

    /// <summary>Heads that look at IO more than at S1 by over .2 and lower the logit difference by over 3 % when patched from the swapped prompts.</summary>
    static (List<HeadId> Movers, Dictionary<HeadId, double> Effects) Movers(KnownMechanism known, LiteralPathPatching swap)
    {
        var effects = known.Model.Heads.ToDictionary(head => head, head => swap.Percent(swap.ToLogits(LiteralPathSemantics.ThroughMlps, [PathEnd.Head(head)])));
        var gaps = known.Model.Heads.Zip(known.AttentionFromEnd("IO").Zip(known.AttentionFromEnd("S1"), (io, s1) => io - s1)).ToDictionary();
        return ([.. known.Model.Heads.Where(head => gaps[head] > .2 && effects[head] < -3)], effects);
    }

    static double InhibitionScore(KnownMechanism known, HeadId mover, params Hook[] edits)
    {
        var at = mover.Layer * known.Model.Config.Heads + mover.Head;
        return known.AttentionFromEnd("IO", edits)[at] - known.AttentionFromEnd("S1", edits)[at];
    }

    /// <summary>
    /// The right singular vectors of a sender's OV, and of each how much of it a receiver's QK takes in, ‖v QK‖ / ‖QK‖ (Merullo et al. 2024,
    /// arXiv:2406.09519, section 3). Folded: the norms' weights in, means over d_model out of what reads and writes.
    /// </summary>
    static (double[] Scores, double[][] Directions) Components(TransformerModel model, HeadId sender, HeadId receiver, bool folded) => model.InspectWeights(w =>
    {
        torch.Tensor Double(torch.Tensor x) => x.to(torch.ScalarType.Float64);
        torch.Tensor Reading(torch.Tensor weights, HeadId head) // [head, d_model, d_head] -> [d_model, d_head]
        {
            if (!folded) return Double(weights[head.Head]);
            var gained = Double(weights[head.Head]) * Double(model.Weights.Blocks[head.Layer].Ln1Weight!).unsqueeze(1);
            return gained - gained.mean([0], keepdim: true);
        }
        var written = Double(w.W_O(sender.Layer)[sender.Head]); // [d_head, d_model]
        if (folded) written = written - written.mean([1], keepdim: true);
        var (_, _, right) = torch.linalg.svd(Reading(w.W_V(sender.Layer), sender).mm(written), fullMatrices: false);
        var directions = right.narrow(0, 0, model.Config.DHead); // [component, d_model]
        var qk = Reading(w.W_Q(receiver.Layer), receiver).mm(Reading(w.W_K(receiver.Layer), receiver).t());
        var scores = (directions.mm(qk).norm(1) / qk.norm()).data<double>().ToArray();
        return (scores, directions.contiguous().data<double>().ToArray().Chunk(model.Config.DModel).ToArray());
    });

    /// <summary>Each component's distance from the mean of the others, in their population deviations.</summary>
    static IEnumerable<double> ZScores(double[] scores) => scores.Index().Select(one =>
    {
        double[] others = [.. scores.Where((_, at) => at != one.Index)];
        var mean = others.Average();
        return (one.Item - mean) / Math.Sqrt(others.Average(score => (score - mean) * (score - mean)));
    });

    /// <summary>Rewrites what a head writes, [d_model] at each row and position.</summary>
    static Hook Rewriting(HeadId head, Func<int, int, float[], float[]> rewrite) => new(HookPoint.Result(head.Layer), results =>
    {
        var written = Written(results, head.Head);
        var all = results.contiguous().data<float>().ToArray(); // [batch, pos, head, d_model]
        var (rows, length, heads, width) = ((int)results.shape[0], (int)results.shape[1], (int)results.shape[2], (int)results.shape[3]);
        for (var row = 0; row < rows; row++)
            for (var at = 0; at < length; at++)
                rewrite(row, at, written[row, at]).CopyTo(all, ((row * length + at) * heads + head.Head) * width);
        return torch.tensor(all, results.shape);
    });

    /// <param name="results">[batch, pos, head, d_model]</param>
    /// <returns>[row, position] of [d_model]</returns>
    static float[,][] Written(torch.Tensor results, int head)
    {
        var (rows, length) = ((int)results.shape[0], (int)results.shape[1]);
        float[][] vectors = [.. results.select(2, head).contiguous().data<float>().ToArray().Chunk((int)results.shape[3])];
        var table = new float[rows, length][];
        for (var i = 0; i < vectors.Length; i++) table[i / length, i % length] = vectors[i];
        return table;
    }

    static float[] Along(float[] vector, double[] line)
    {
        var share = vector.Zip(line, (a, b) => a * b).Sum();
        return [.. line.Select(x => (float)(share * x))];
    }

    static float[] Less(float[] a, float[] b) => [.. a.Zip(b, (x, y) => x - y)];
}
