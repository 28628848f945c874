using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The losses of <see cref="TrainingAids"/> on one batch.</summary>
static class AidLoss
{
    const double LeastAttention = 1e-3; // keeps the logarithm finite

    /// <summary>What a run has to keep for them.</summary>
    public static HookSelection Reads(TrainingAids aids) => HookSelection.Of([
        .. aids.AnswerHeads.Concat(aids.RepeatHeads).Select(head => HookPoint.Pattern(head.Layer)).Distinct(),
        .. aids.AnswerHeads.Select(head => HookPoint.Z(head.Layer)).Distinct(),
    ]);

    /// <summary>Pointer loss plus the copy loss's share; null where no token of the batch takes part.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="length">Tokens that were run of each row.</param>
    /// <param name="kept">What <see cref="Reads"/> asked for, of this batch.</param>
    public static Tensor? Of(IReadOnlyList<TrainingRow> rows, int length, ActivationCache kept, ModelWeights weights, TransformerConfig config, TrainingAids aids)
    {
        var (answers, repeats) = (Places(rows, AidedToken.Answer), Places(rows, AidedToken.Repeat));
        var losses = aids.AnswerHeads.Select(head => Pointer(head, answers, rows, length, kept))
            .Concat(aids.RepeatHeads.Select(head => Pointer(head, repeats, rows, length, kept)))
            .Append(aids.CopyShare > 0 ? Copy(aids.AnswerHeads, answers, rows, length, kept, weights, config)?.Times(aids.CopyShare) : null)
            .OfType<Tensor>().ToList();
        return losses.Count == 0 ? null : losses.Aggregate(Arithmetic.Plus);
    }

    /// <summary>Where a token of that kind, which stands earlier in its row, is predicted from.</summary>
    static List<(int Row, int At)> Places(IReadOnlyList<TrainingRow> rows, AidedToken kind)
    {
        List<(int Row, int At)> places =
        [
            .. from row in Enumerable.Range(0, rows.Count)
               from at in Enumerable.Range(0, Math.Max(0, rows[row].Aided.Count - 1))
               where rows[row].Aided[at + 1] == kind && Earlier(rows[row], at).Any()
               select (row, at),
        ];
        return places.Count <= TrainingAids.MostTokens ? places : [.. Enumerable.Range(0, TrainingAids.MostTokens).Select(i => places[i * places.Count / TrainingAids.MostTokens])];
    }

    /// <summary>Where the token that comes after a position stood before, that position included.</summary>
    static IEnumerable<int> Earlier(TrainingRow row, int at) => Enumerable.Range(0, at + 1).Where(key => row.Ids[key] == row.Ids[at + 1]);

    static Tensor? Pointer(HeadId head, IReadOnlyList<(int Row, int At)> places, IReadOnlyList<TrainingRow> rows, int length, ActivationCache kept)
    {
        if (places.Count == 0) return null;
        var wanted = new float[places.Count, length];
        foreach (var (i, (row, at)) in places.Index())
            foreach (var key in Earlier(rows[row], at)) wanted[i, key] = 1;
        var pattern = kept[HookPoint.Pattern(head.Layer)].select(1, head.Head).reshape(-1, length).index_select(0, Flat(places, length)); // [place, key_pos]
        return (pattern * tensor(wanted)).sum(1).Plus(LeastAttention).log().sum().Times(-1.0 / Math.Max(places.Count, TrainingAids.FewestTokens));
    }

    static Tensor? Copy(IReadOnlyList<HeadId> heads, IReadOnlyList<(int Row, int At)> places, IReadOnlyList<TrainingRow> rows, int length, ActivationCache kept, ModelWeights weights, TransformerConfig config)
    {
        if (places.Count == 0 || heads.Count == 0) return null;
        var at = Flat(places, length);
        var written = heads.Select(head =>
        {
            var z = kept[HookPoint.Z(head.Layer)].select(2, head.Head).reshape(-1, config.DHead).index_select(0, at); // [place, d_head]
            return z.matmul(weights.Blocks[head.Layer].O.narrow(1, (long)head.Head * config.DHead, config.DHead).t());
        }).Aggregate(Arithmetic.Plus); // [place, d_model]
        var logits = Decoder.UnembedPlainly(written, weights, config);
        long[] said = [.. places.Select(place => (long)rows[place.Row].Ids[place.At + 1])];
        return nn.functional.cross_entropy(logits, tensor(said), reduction: nn.Reduction.Sum).Times(1.0 / Math.Max(places.Count, TrainingAids.FewestTokens));
    }

    static Tensor Flat(IReadOnlyList<(int Row, int At)> places, int length) => tensor((long[])[.. places.Select(place => (long)place.Row * length + place.At)]);
}
