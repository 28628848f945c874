namespace Overhear.Benchmarks;

/// <summary>A plain run against its bare products.</summary>
sealed class ForwardBenchmark : IBenchmark
{
    public string Name => "forward";

    public string Question => "a forward pass with all logits / the bare products with its weights";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        var (model, batch) = (subject.Model, subject.Prompts.Batch);
        using var products = new BareProducts(model, batch.Rows * batch.Length);
        var comparison = clock.Compare(
            Side.Whole("forward pass", () => model.Inspect(batch, run => run.Logits.numel())),
            Side.Whole("bare products", products.Run));
        return Figure.Of(Name, Bound.AtMost(1.15), comparison, products.Notes);
    }
}
