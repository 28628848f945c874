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
    readonly double[,,] sizes;

    public MetricTables(TransformerModel model, IReadOnlyList<IAnswerMetric> metrics, int rows, int columns, int prompts)
    {
        (this.model, this.metrics) = (model, metrics);
        patched = [.. metrics.Select(_ => new double[rows, columns, prompts])];
        sizes = new double[rows, columns, prompts];
        foreach (var table in patched.Append(sizes))
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
    /// <param name="changes">By how much a variant changed its place in a prompt; NaN where it did not fire [variant][prompt].</param>
    public void Add(Tensor ends, Tensor plainEnds, int first, IReadOnlyList<(int Row, int Column)> cells, IReadOnlyList<double[]> changes)
    {
        using var scope = NewDisposeScope();
        foreach (var (at, metric) in metrics.Index())
        {
            var numbers = Numbers(metric.Slice(first, (int)ends.shape[0]).Read(model, ends, plainEnds));
            for (var prompt = 0; prompt < ends.shape[0]; prompt++)
                for (var variant = 0; variant < cells.Count; variant++)
                    patched[at][cells[variant].Row, cells[variant].Column, first + prompt] = changes[variant][prompt] > 0 ? numbers[prompt * cells.Count + variant] : plain[at][first + prompt];
        }
        foreach (var (cell, of) in cells.Zip(changes)) Fire(cell, first, of);
    }

    /// <summary>A cell whose patch changes nothing in some prompts.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="first">The first prompt.</param>
    /// <param name="changes">0 where it fires, NaN where it does not [prompt].</param>
    public void Unchanged((int Row, int Column) cell, int first, double[] changes)
    {
        for (var at = 0; at < metrics.Count; at++)
            for (var prompt = first; prompt < first + changes.Length; prompt++) patched[at][cell.Row, cell.Column, prompt] = plain[at][prompt];
        Fire(cell, first, changes);
    }

    /// <summary>By how much each patch changed its own place; NaN where it did not fire [row, column, prompt].</summary>
    public double[,,] Changes => sizes;

    /// <summary>Throws where patches of a column that was asked for by name, or of all, fired in no prompt.</summary>
    /// <param name="named">The columns that were asked for by name.</param>
    public void RequireFired(IReadOnlyList<string>? named)
    {
        bool Fired(int column) => Enumerable.Range(0, sizes.GetLength(0)).Any(row => Enumerable.Range(0, sizes.GetLength(2)).Any(prompt => !double.IsNaN(sizes[row, column, prompt])));
        List<int> silent = [.. Enumerable.Range(0, sizes.GetLength(1)).Where(column => !Fired(column))];
        if (silent.Count < sizes.GetLength(1) && (named is null || silent.Count == 0)) return;
        throw new InvalidOperationException(
            $"{(named is null ? "No patch" : $"At {string.Join(", ", silent.Select(column => $"'{named[column]}'"))} no patch")} fired in any prompt, so nothing was changed: a patch has to stand at a token of the prompt, before or at the position that is read, and before what receives it.");
    }

    void Fire((int Row, int Column) cell, int first, double[] changes)
    {
        foreach (var (prompt, change) in changes.Index()) sizes[cell.Row, cell.Column, first + prompt] = change;
    }

    public IReadOnlyList<PatchTable> Tables => [.. metrics.Select((metric, at) => new PatchTable(metric.Label, metric.UnitName, new PromptValues(plain[at]), new PromptValues(source[at]), patched[at]))];

    static double[] Numbers(Tensor values) => values.cpu().contiguous().data<double>().ToArray();
}
