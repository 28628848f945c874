namespace Overhear;

/// <summary>Judges by what mechanism a model names the indirect object; everything is found by rule, nothing is picked by hand.</summary>
/// <remarks>About two forward passes for each head, a few more, and one singular value decomposition.</remarks>
static class TeachingJudge
{
    const double LeastScore = .2, MostPercent = -3;

    /// <summary>The verdict on a teaching model, on held-out prompts.</summary>
    /// <param name="model">The model, with its tokenizer.</param>
    public static TeachingVerdict Of(TransformerModel model) => Judge(model, TeachingMechanism.Prompts(model));

    /// <summary>The verdict on a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Prompts on which it is judged.</param>
    /// <exception cref="ArgumentException">The prompts do not fit together or do not fit the model; the message lists every problem.</exception>
    public static TeachingVerdict Judge(TransformerModel model, MechanismPrompts prompts)
    {
        prompts.Require(model);
        var (paths, scores) = (new MoverPaths(model, prompts), InhibitionScores.Of(model, prompts));
        var effects = Movers(paths, scores);
        HeadId[] movers = [.. effects.Keys.Order()];
        var earlier = Earlier(model, movers);
        if (earlier.Count == 0) return new TeachingVerdict(movers, 0, null, 0, null, 0, 0, 0, 0, 0);

        var queries = paths.IntoQueries(earlier, movers);
        var (inhibitor, percent) = Inhibitor(paths, earlier, movers);
        var receiver = Receiver(effects, inhibitor);
        var component = SenderComponent.Best(model, inhibitor, receiver);
        double ScoreWith(Hook edit) => InhibitionScores.Of(model, prompts, edit)[receiver];
        return new TeachingVerdict(
            movers, queries, inhibitor, percent, receiver, component.Index, component.Z, scores[receiver],
            ScoreWith(InhibitionScores.Without(inhibitor, component.Direction)), ScoreWith(InhibitionScores.Only(inhibitor, component.Direction)));
    }

    /// <summary>Heads that look at IO more than at S1 and write it: each with the change of the logit difference by its path to the logits, in percent.</summary>
    internal static IReadOnlyDictionary<HeadId, double> Movers(MoverPaths paths, IReadOnlyDictionary<HeadId, double> scores) =>
        // A model that does not tell the names apart has nothing of which percent could be taken.
        paths.CleanMean > 0
            ? scores.Where(score => score.Value > LeastScore).Select(score => KeyValuePair.Create(score.Key, paths.ToLogits(score.Key))).Where(effect => effect.Value < MostPercent).ToDictionary()
            : new Dictionary<HeadId, double>();

    /// <summary>All heads in layers before the last mover.</summary>
    internal static IReadOnlyList<HeadId> Earlier(TransformerModel model, IReadOnlyList<HeadId> movers) =>
        movers.Count == 0 ? [] : [.. model.Heads.Where(head => head.Layer < movers.Max(mover => mover.Layer))];

    /// <summary>The head whose own path into the movers' queries lowers the logit difference most, and by how many percent.</summary>
    internal static (HeadId Head, double Percent) Inhibitor(MoverPaths paths, IReadOnlyList<HeadId> earlier, IReadOnlyList<HeadId> movers) =>
        earlier.Select(head => (head, paths.IntoQueries([head], movers))).MinBy(effect => effect.Item2);

    /// <summary>The strongest mover that the inhibitor can reach.</summary>
    internal static HeadId Receiver(IReadOnlyDictionary<HeadId, double> effects, HeadId inhibitor) =>
        effects.Where(effect => effect.Key.Layer > inhibitor.Layer).MinBy(effect => effect.Value).Key;
}
