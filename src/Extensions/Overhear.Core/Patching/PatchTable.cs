namespace Overhear;

/// <summary>What one metric was in every patched run of a sweep. Plain data.</summary>
/// <param name="Name">What the metric is.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
/// <param name="Plain">Its value in the run that was patched, without a patch.</param>
/// <param name="Source">Its value in the run from which values were taken.</param>
/// <param name="Patched">Its value [row, column, prompt]; NaN where nothing was patched.</param>
sealed record PatchTable(string Name, string Unit, PromptValues Plain, PromptValues Source, double[,,] Patched)
{
    /// <summary>What the patch of a cell does to a prompt's metric, patched minus plain over what the scale divides by.</summary>
    public PromptValues Effect(int row, int column, EffectScale scale, RunRecord record)
    {
        var divisor = scale switch { EffectScale.PercentOfPlain => Plain.Mean / 100, EffectScale.ShareOfChange => Source.Mean - Plain.Mean, _ => 1 };
        return new PromptValues(Plain.Values.Select((plain, prompt) => (Patched[row, column, prompt] - plain) / divisor)).As(Described(scale), UnitOf(scale), record);
    }

    /// <summary>The interval of such an effect's mean; means that it is divided by are of the same draws.</summary>
    public ConfidenceInterval Interval(int row, int column, EffectScale scale, long seed, double level)
    {
        IEnumerable<double> Effects(double times) => Plain.Values.Select((plain, prompt) => times * (Patched[row, column, prompt] - plain));
        return scale switch
        {
            EffectScale.PercentOfPlain => Bootstrap.RatioInterval(Effects(100), Plain.Values, level, seed: seed),
            EffectScale.ShareOfChange => Bootstrap.RatioInterval(Effects(1), Source.Minus(Plain).Values, level, seed: seed),
            _ => Bootstrap.Interval(Effects(1), level, seed: seed),
        };
    }

    /// <summary>What is counted.</summary>
    public string Described(EffectScale scale) => scale switch
    {
        EffectScale.PercentOfPlain => $"{Short}: change in percent of the plain mean",
        EffectScale.ShareOfChange => $"{Short}: share of the change between the two runs",
        _ => $"{Short}: patched minus plain",
    };

    /// <summary>Its unit.</summary>
    public string UnitOf(EffectScale scale) => scale switch { EffectScale.PercentOfPlain => "%", EffectScale.ShareOfChange => "", _ => Unit };

    /// <summary>The same of some of the prompts.</summary>
    public PatchTable Subset(int[] prompts) => this with { Plain = Plain.Subset(prompts), Source = Source.Subset(prompts), Patched = Subset(Patched, prompts) };

    /// <summary>Numbers [row, column, prompt] of some of the prompts.</summary>
    public static double[,,] Subset(double[,,] all, int[] prompts)
    {
        var some = new double[all.GetLength(0), all.GetLength(1), prompts.Length];
        for (var row = 0; row < some.GetLength(0); row++)
            for (var column = 0; column < some.GetLength(1); column++)
                for (var i = 0; i < prompts.Length; i++) some[row, column, i] = all[row, column, prompts[i]];
        return some;
    }

    /// <summary>The metric's name without what its sign and its 0 mean.</summary>
    string Short => Name.Split(':', ',')[0];
}
