using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Collects what metrics are in the patched runs of a sweep.</summary>
sealed class MetricTables
{
    readonly TransformerModel model;
    readonly IReadOnlyList<IAnswerMetric> metrics;
    readonly double[][,,] patched;
    readonly double[][] plain, source;

    public MetricTables(TransformerModel model, IReadOnlyList<IAnswerMetric> metrics, int rows, int columns, int prompts)
    {
        (this.model, this.metrics) = (model, metrics);
        patched = [.. metrics.Select(_ => new double[rows, columns, prompts])];
        foreach (var table in patched)
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++)
                    for (var prompt = 0; prompt < prompts; prompt++) table[row, column, prompt] = double.NaN;
        (plain, source) = ([.. metrics.Select(_ => new double[prompts])], [.. metrics.Select(_ => new double[prompts])]);
    }

    /// <summary>Reads the plain runs of some prompts.</summary>
    /// <param name="ends">The residual stream that leaves the last layer at the end of the run that is patched [prompt, 1, d_model].</param>
    /// <param name="otherEnds">The same of the run from which values are taken.</param>
    /// <param name="first">The first prompt.</param>
    public void Plain(Tensor ends, Tensor otherEnds, int first)
    {
        foreach (var (at, metric) in metrics.Index())
            foreach (var (values, of) in new[] { (plain[at], ends), (source[at], otherEnds) })
                Numbers(metric.Slice(first, (int)ends.shape[0]).Read(model, of, ends)).CopyTo(values, first);
    }

    /// <summary>Reads patched runs; a prompt in which a patch changed nothing keeps its plain value.</summary>
    /// <param name="ends">The residual stream that leaves the last layer [prompt, variant, d_model].</param>
    /// <param name="plainEnds">The same of the plain run [prompt, 1, d_model].</param>
    /// <param name="first">The first prompt.</param>
    /// <param name="cells">The cell of each variant.</param>
    /// <param name="isActive">Whether a variant changed anything in a prompt [prompt, variant].</param>
    public void Add(Tensor ends, Tensor plainEnds, int first, IReadOnlyList<(int Row, int Column)> cells, bool[,] isActive)
    {
        using var scope = NewDisposeScope();
        foreach (var (at, metric) in metrics.Index())
        {
            var numbers = Numbers(metric.Slice(first, (int)ends.shape[0]).Read(model, ends, plainEnds));
            for (var prompt = 0; prompt < ends.shape[0]; prompt++)
                for (var variant = 0; variant < cells.Count; variant++)
                    patched[at][cells[variant].Row, cells[variant].Column, first + prompt] = isActive[prompt, variant] ? numbers[prompt * cells.Count + variant] : plain[at][first + prompt];
        }
    }

    /// <summary>A cell whose patch can change nothing in some prompts.</summary>
    public void Unchanged((int Row, int Column) cell, int first, int count)
    {
        for (var at = 0; at < metrics.Count; at++)
            for (var prompt = first; prompt < first + count; prompt++) patched[at][cell.Row, cell.Column, prompt] = plain[at][prompt];
    }

    public IReadOnlyList<PatchTable> Tables => [.. metrics.Select((metric, at) => new PatchTable(metric.Label, metric.UnitName, new PromptValues(plain[at]), new PromptValues(source[at]), patched[at]))];

    static double[] Numbers(Tensor values) => values.cpu().contiguous().data<double>().ToArray();
}
