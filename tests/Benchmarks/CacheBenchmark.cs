namespace Overhear.Benchmarks;

/// <summary>A run that keeps everything against a run that keeps nothing.</summary>
sealed class CacheBenchmark : IBenchmark
{
    public string Name => "cache";

    public string Question => "a run that keeps every hook point (inputs of heads as views) / a plain run";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        var (model, batch) = (subject.Model, subject.Prompts.Batch);
        var all = RunOptions.Keeping(HookSelection.All);
        var (points, bytes) = model.Inspect(batch, run => (run.Cache.Points.Count, run.Cache.Bytes), all);
        var comparison = clock.Compare(
            Side.Whole("keeping everything", () => model.Inspect(batch, run => run.Logits.numel(), all)),
            Side.Whole("keeping nothing", () => model.Inspect(batch, run => run.Logits.numel())));
        return Figure.Of(Name, Bound.AtMost(1.2), comparison, [FormattableString.Invariant($"{points} activations kept, {bytes / (double)(1 << 20):0} MiB")]);
    }
}
