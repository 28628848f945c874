namespace Overhear;

/// <summary>
/// How much of one task's circuit of heads another task reuses (Merullo et al. 2023, arXiv:2310.08744, section 4), by every definition
/// that the paper's number may have, each with its null hypothesis and its interval over prompts.
/// </summary>
/// <remarks>
/// A head's importance in a stage is the size of its mean effect, whatever its sign: the paper's most important head works against the
/// answer. A threshold takes that share of all heads in each stage, rounded to the nearest number and at least one (2 % of 384 are 8); a
/// head without any effect is never taken. Departs from the paper, which states neither null nor interval.
/// </remarks>
public static class HeadOverlap
{
    /// <summary>The overlap at each threshold: each stage by itself, and all stages by each definition.</summary>
    /// <param name="stages">The stages; prompts of a task are the same in all of them.</param>
    /// <param name="options">Thresholds, draws, seed.</param>
    /// <remarks>
    /// No forward pass. Resampled prompts are drawn anew for each task, and the same in all stages; the interval is that of the
    /// percentiles, and lies low where effects are noisy, as noise in a ranking takes shared heads out of it.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no stage, stages differ in their heads or prompts, or an option is out of bounds; the message lists every problem.</exception>
    public static IReadOnlyList<HeadOverlapRow> Of(IReadOnlyList<HeadStage> stages, HeadOverlapOptions? options = null)
    {
        options ??= new HeadOverlapOptions();
        Require(stages, options);
        var (first, second) = (stages.Select(stage => stage.First).ToList(), stages.Select(stage => stage.Second).ToList());
        return [.. options.Thresholds.SelectMany(threshold => AtThreshold(threshold, [.. stages.Select(stage => stage.Name)], first, second, options))];
    }

    /// <summary>The overlap of two sets of heads that were found in any other way.</summary>
    /// <param name="first">Heads of the first task.</param>
    /// <param name="second">Heads of the second task.</param>
    /// <param name="layers">Layers of the model.</param>
    /// <param name="headsPerLayer">Heads in a layer.</param>
    /// <param name="seed">Any number; the same gives the same p.</param>
    /// <param name="draws">How many relabellings each p is drawn from.</param>
    /// <returns>Intersection over union, then over the smaller set.</returns>
    /// <exception cref="ArgumentException">A head is not of such a model, or no draw is asked for.</exception>
    public static IReadOnlyList<HeadOverlapRow> OfSets(IEnumerable<HeadId> first, IEnumerable<HeadId> second, int layers, int headsPerLayer, long seed = 0, int draws = SignFlip.Draws)
    {
        if (draws < 1) throw new ArgumentOutOfRangeException(nameof(draws), draws, "At least one draw is needed.");
        int[] Set(IEnumerable<HeadId> heads) => [.. heads.Distinct().Select(head => head.Layer >= 0 && head.Layer < layers && head.Head >= 0 && head.Head < headsPerLayer
            ? head.Layer * headsPerLayer + head.Head
            : throw new ArgumentException($"There is no head {head}; there are 0.0 to {layers - 1}.{headsPerLayer - 1}."))];
        int[][] a = [Set(first)], b = [Set(second)];
        return Rows(null, [null], a, b, OverlapNull.Draw(a, b, layers, headsPerLayer, draws, seed), null).Where(row => row.Definition != OverlapDefinition.PerStage).ToList();
    }

    static IEnumerable<HeadOverlapRow> AtThreshold(double threshold, IReadOnlyList<string> names, IReadOnlyList<HeadEffects> first, IReadOnlyList<HeadEffects> second, HeadOverlapOptions options)
    {
        var (layers, heads) = (first[0].Layers, first[0].HeadsPerLayer);
        var count = Math.Max(1, (int)Math.Round(layers * heads * threshold / 100, MidpointRounding.AwayFromZero));
        var (a, b) = (new PromptResamples(first, count), new PromptResamples(second, count));
        int[][] ofFirst = a.Found(), ofSecond = b.Found();
        var random = new SeededRandom(options.Seed);
        var shares = Enumerable.Range(0, options.Resamples).Select(_ => OverlapCounts.Of(a.Draw(random), b.Draw(random)).Shares()).ToList();
        return Rows(threshold, names, ofFirst, ofSecond, OverlapNull.Draw(ofFirst, ofSecond, layers, heads, options.Draws, options.Seed), at => Percentiles(shares.Select(share => share[at]), options.Level));
    }

    /// <summary>One row for each stage, then one for each definition over all.</summary>
    static IEnumerable<HeadOverlapRow> Rows(double? threshold, IReadOnlyList<string?> names, int[][] first, int[][] second, OverlapNull chance, Func<int, ConfidenceInterval>? interval)
    {
        var counts = OverlapCounts.Of(first, second);
        foreach (var (at, (definition, shared, of)) in counts.All().Index())
            yield return new HeadOverlapRow(threshold, at < names.Count ? names[at] : null, definition, shared, of, chance.Expected(at), chance.P(at, shared), chance.PWithinLayers(at, shared), interval?.Invoke(at));
    }

    static ConfidenceInterval Percentiles(IEnumerable<double> shares, double level)
    {
        double[] sorted = [.. shares.Order()];
        double At(double share) => sorted[Math.Clamp((int)Math.Round(share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1)];
        return new ConfidenceInterval(At((1 - level) / 2), At((1 + level) / 2), level);
    }

    static void Require(IReadOnlyList<HeadStage> stages, HeadOverlapOptions options)
    {
        if (stages.Count == 0) throw new ArgumentException("There is no stage; at least one is needed.", nameof(stages));
        List<string> problems = [];
        var like = stages[0].First;
        foreach (var (name, effects) in stages.SelectMany(stage => new[] { ($"{stage.Name}, first", stage.First), ($"{stage.Name}, second", stage.Second) }))
        {
            if ((effects.Layers, effects.HeadsPerLayer) != (like.Layers, like.HeadsPerLayer)) problems.Add($"{name} has {effects.Layers} layers of {effects.HeadsPerLayer} heads, where {stages[0].Name} has {like.Layers} of {like.HeadsPerLayer}; both tasks are run on one model.");
            if (effects.Heads.Any(head => !double.IsFinite(effects[head].Mean))) problems.Add($"{name} has a head whose mean effect is not finite.");
        }
        foreach (var stage in stages)
            if (stage.First.Prompts != like.Prompts || stage.Second.Prompts != stages[0].Second.Prompts)
                problems.Add($"{stage.Name} is of {stage.First.Prompts} and {stage.Second.Prompts} prompts, where {stages[0].Name} is of {like.Prompts} and {stages[0].Second.Prompts}; a task's prompts are the same in all stages.");
        foreach (var threshold in options.Thresholds.Where(percent => percent is not (> 0 and <= 100))) problems.Add(FormattableString.Invariant($"A threshold is {threshold} %; it is above 0 and at most 100."));
        if (options.Thresholds.Count == 0) problems.Add("There is no threshold; give at least one.");
        if (options.Draws < 1 || options.Resamples < 99) problems.Add($"There are {options.Draws} draws and {options.Resamples} resamples; at least 1 and 99 are needed.");
        if (options.Level is not (> 0 and < 1)) problems.Add(FormattableString.Invariant($"The level is {options.Level}; it lies between 0 and 1, both excluded."));
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
