using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The loss of a batch, the weighted mean of the cross-entropy of next tokens, and its gradients.</summary>
static class TrainingLoss
{
    /// <summary>Refuses rows that the model cannot be trained on.</summary>
    public static void Check(IReadOnlyList<TrainingRow> rows, TransformerConfig config)
    {
        var problems = new List<string>();
        foreach (var (at, row) in rows.Index())
        {
            if (row.Ids.Count < 2 || row.Ids.Count > config.ContextLength + 1) problems.Add($"Row {at} has {row.Ids.Count} tokens; 2 to {config.ContextLength + 1} are allowed.");
            if (row.Ids.Count != row.Weights.Count) problems.Add($"Row {at} has {row.Ids.Count} tokens and {row.Weights.Count} weights; each token has one.");
            if (row.Aided.Count != 0 && row.Aided.Count != row.Ids.Count) problems.Add($"Row {at} has {row.Ids.Count} tokens and says of {row.Aided.Count} which aid they take part in; it says so of all or of none.");
            if (row.Ids.Any(id => id < 0 || id >= config.VocabularySize)) problems.Add($"Row {at} has an id that is not 0 to {config.VocabularySize - 1}.");
            if (row.Weights.Any(weight => !(weight >= 0 && double.IsFinite(weight)))) problems.Add($"Row {at} has a weight that is negative or no number.");
        }
        if (problems.Count == 0 && !rows.Any(row => row.Weights.Skip(1).Any(weight => weight > 0))) problems.Add("No token of the batch counts: at least one weight after the first must be above 0.");
        if (problems.Count > 0) throw new ArgumentException($"The training data do not fit: {string.Join(" ", problems.Take(8))}");
    }

    /// <summary>One forward and one backward pass.</summary>
    /// <param name="loss">The loss, without the aids.</param>
    /// <param name="tasks">How many tasks rows belong to.</param>
    /// <param name="aids">Further losses whose gradient is added; null for none.</param>
    /// <param name="aidWeight">How much they count.</param>
    /// <returns>The gradient of each of the parameters, in their order; they live in the caller's scope.</returns>
    public static IReadOnlyList<Tensor> Gradients(
        IReadOnlyList<TrainingRow> rows, TransformerConfig config, TrainableWeights weights, out BatchLoss loss, int tasks = 0, TrainingAids? aids = null, double aidWeight = 1)
    {
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        using var hooks = new HookBus(aids is null ? HookSelection.None : AidLoss.Reads(aids), [], differentiate: false);
        var batch = Targets.Of(rows);
        var each = CrossEntropies(batch, config, weights.ForRuns, hooks);
        var counts = tensor(batch.Counts);
        var value = (each * counts).sum() / counts.sum();
        loss = new BatchLoss(value.item<float>(), ByTask(rows, batch, each.detach().data<float>().ToArray(), tasks));
        if (aids is not null && AidLoss.Of(rows, batch.Length, hooks.Cache, weights.ForRuns, config, aids) is { } aid) value = value.Plus(aid.Times(aidWeight));
        var gradients = autograd.grad([value], [.. weights.Parameters.Select(p => p.Tensor)]);
        return [.. gradients.Select(g => g.MoveToOuterDisposeScope())];
    }

    /// <returns>[counted token]</returns>
    static Tensor CrossEntropies(Targets batch, TransformerConfig config, ModelWeights weights, HookBus hooks)
    {
        var pass = ForwardPass.Start(config, hooks, tensor(batch.Positions), mask: null, weights.Embed.dtype);
        var residual = Decoder.Embed(tensor(batch.Ids), weights, pass);
        // A step is short and ends whole: cancellation is looked at between two of them.
        residual = Decoder.Layers(residual, 0, config.Layers, weights, pass, CancellationToken.None);
        var read = residual.view(-1, config.DModel).index_select(0, tensor(batch.Places)).unsqueeze(0); // [1, counted, d_model]
        var logits = Decoder.Unembed(read, weights, pass).squeeze(0);                                   // [counted, vocabulary]
        return nn.functional.cross_entropy(logits, tensor(batch.Said), reduction: nn.Reduction.None);
    }

    static double[] ByTask(IReadOnlyList<TrainingRow> rows, Targets batch, float[] each, int tasks)
    {
        var (sums, weights) = (new double[tasks], new double[tasks]);
        double[] most = [.. rows.Select(row => row.Weights.Skip(1).Max())];
        for (var i = 0; i < each.Length; i++)
        {
            var (row, weight) = ((int)(batch.Places[i] / batch.Length), batch.Counts[i]);
            if (rows[row].Task < 0 || weight < (float)most[row]) continue;
            sums[rows[row].Task] += weight * each[i];
            weights[rows[row].Task] += weight;
        }
        return [.. sums.Zip(weights, (sum, weight) => weight > 0 ? sum / weight : double.NaN)];
    }

    /// <summary>A batch as the decoder takes it, and the tokens of it that count: where each is predicted from, its id, its weight.</summary>
    sealed record Targets(int Length, long[,] Ids, long[,] Positions, long[] Places, long[] Said, float[] Counts)
    {
        public static Targets Of(IReadOnlyList<TrainingRow> rows)
        {
            // What is predicted from the last token of a row is not known, so it is not run.
            var length = rows.Max(row => row.Ids.Count) - 1;
            var (ids, positions) = (new long[rows.Count, length], new long[rows.Count, length]);
            var (places, said, counts) = (new List<long>(), new List<long>(), new List<float>());
            for (var row = 0; row < rows.Count; row++)
                for (var at = 0; at < length; at++)
                {
                    // The shorter rows are filled up at their end, where no token of theirs can see it.
                    positions[row, at] = at;
                    if (at < rows[row].Ids.Count - 1) ids[row, at] = rows[row].Ids[at];
                    if (at + 1 >= rows[row].Ids.Count || rows[row].Weights[at + 1] == 0) continue;
                    places.Add((long)row * length + at);
                    said.Add(rows[row].Ids[at + 1]);
                    counts.Add((float)rows[row].Weights[at + 1]);
                }
            return new Targets(length, ids, positions, [.. places], [.. said], [.. counts]);
        }
    }
}
