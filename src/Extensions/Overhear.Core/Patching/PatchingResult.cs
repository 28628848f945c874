namespace Overhear;

/// <summary>What each patch of a sweep does to the answer, prompt by prompt, for one metric or several. Plain data.</summary>
public sealed class PatchingResult : IResult<PatchingResult>
{
    readonly IReadOnlyList<PatchTable> tables;
    readonly double[,,] changes; // [row, column, prompt], NaN where nothing fired

    internal PatchingResult(
        string name, PatchDirection direction, string rowTitle, IReadOnlyList<string> rows, string columnTitle, IReadOnlyList<string> columns, int heads, int batchRows, IReadOnlyList<PatchTable> tables, double[,,] changes,
        RunRecord record)
    {
        (Name, Direction, RowTitle, Rows, ColumnTitle, Columns, HeadsPerLayer, BatchRows, this.tables, this.changes, Record) = (name, direction, rowTitle, rows, columnTitle, columns, heads, batchRows, tables, changes, record);
        (Plain, Source) = (PlainOf(0), SourceOf(0));
    }

    /// <summary>What was patched.</summary>
    public string Name { get; }

    /// <summary>Which run was patched with values of which other.</summary>
    public PatchDirection Direction { get; }

    /// <summary>What the rows are: layers.</summary>
    public string RowTitle { get; }

    /// <summary>The rows' labels.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>What the columns are: heads and MLP, or positions.</summary>
    public string ColumnTitle { get; }

    /// <summary>The columns' labels.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How many of the columns, from the first on, are heads of the row's layer; 0 where columns are something else.</summary>
    public int HeadsPerLayer { get; }

    /// <summary>The most rows of the residual stream that one batch of patched runs had: a rung of a fixed ladder, on which the last digits may depend.</summary>
    public int BatchRows { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>How many prompts there are.</summary>
    public int Prompts => Plain.Values.Count;

    /// <summary>The names of the metrics, of which the first is taken where none is named.</summary>
    public IReadOnlyList<string> Metrics => [.. tables.Select(table => table.Name)];

    /// <summary>The first metric in the run that was patched, without a patch.</summary>
    public PromptValues Plain { get; }

    /// <summary>The first metric in the run from which values were taken.</summary>
    public PromptValues Source { get; }

    /// <summary>A metric in the run that was patched, without a patch.</summary>
    /// <param name="metric">Which of the metrics, from 0.</param>
    public PromptValues PlainOf(int metric) => tables[metric].Plain.As(tables[metric].Name, tables[metric].Unit, Record);

    /// <summary>A metric in the run from which values were taken.</summary>
    /// <param name="metric">Which of the metrics, from 0.</param>
    public PromptValues SourceOf(int metric) => tables[metric].Source.As(tables[metric].Name, tables[metric].Unit, Record);

    /// <summary>Whether something was patched there.</summary>
    public bool Has(int row, int column) => !double.IsNaN(tables[0].Patched[row, column, 0]);

    /// <summary>By how much each patch changed its own place [row, column, prompt]; NaN where it did not fire.</summary>
    internal double[,,] Changes => changes;

    /// <summary>What the patch of a cell changed at its own place, to see that it was there.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public PatchReceipt Receipt(int row, int column)
    {
        double[] fired = [.. Enumerable.Range(0, Prompts).Select(prompt => changes[row, column, prompt]).Where(change => !double.IsNaN(change))];
        return new PatchReceipt(fired.Length, Math.Sqrt(fired.Sum(change => change * change)));
    }

    /// <summary>What was patched in a cell, in a few words: head 9.6, MLP 3, embedding, 9.6 at S2, 5.1 → q 9.6.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public string Component(int row, int column)
    {
        var (of, at) = (Rows[row], Columns[column]);
        if (HeadsPerLayer > 0) return of == PathRows.Embedding ? of : column < HeadsPerLayer ? $"head {of}.{at}" : $"{at} {of}";
        return ColumnTitle == "receiver" ? $"{of} → {at}" : $"{RowTitle} {of}, {ColumnTitle} {at}";
    }

    /// <summary>The metric in the patched runs of a cell, prompt by prompt.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="metric">Which of the metrics, from 0.</param>
    public PromptValues Patched(int row, int column, int metric = 0) =>
        new PromptValues(Enumerable.Range(0, Prompts).Select(prompt => tables[metric].Patched[row, column, prompt])).As(tables[metric].Name, tables[metric].Unit, Record);

    /// <summary>What the patch of a cell does, prompt by prompt.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="scale">In what it is counted; means of the prompts are what it is divided by.</param>
    /// <param name="metric">Which of the metrics, from 0.</param>
    public PromptValues Effect(int row, int column, EffectScale scale = EffectScale.Raw, int metric = 0) => tables[metric].Effect(row, column, scale, Record);

    /// <summary>The interval of a cell's mean effect, by resampling prompts (<see cref="Bootstrap"/>); means that it is divided by are of the same draws.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="scale">In what it is counted.</param>
    /// <param name="metric">Which of the metrics, from 0.</param>
    /// <param name="seed">Any number; the same gives the same interval.</param>
    /// <param name="level">The share of such intervals that hold the true mean, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Nothing was patched there, or what it is divided by is 0.</exception>
    public ConfidenceInterval Interval(int row, int column, EffectScale scale = EffectScale.Raw, int metric = 0, long seed = 0, double level = .95) => tables[metric].Interval(row, column, scale, seed, level);

    /// <summary>The mean effects, rows by columns; NaN where nothing was patched.</summary>
    public LabelledMatrix Means(EffectScale scale = EffectScale.Raw, int metric = 0)
    {
        var means = new double[Rows.Count, Columns.Count];
        for (var row = 0; row < Rows.Count; row++)
            for (var column = 0; column < Columns.Count; column++) means[row, column] = Effect(row, column, scale, metric).Mean;
        return new LabelledMatrix(tables[metric].Described(scale), means, Rows, Columns, RowTitle, ColumnTitle, tables[metric].UnitOf(scale)) { Record = Record };
    }

    /// <summary>The effects of the heads; 0 of a head that was not patched, as none that comes too late can do anything.</summary>
    /// <exception cref="InvalidOperationException">The columns are no heads.</exception>
    public HeadEffects Heads(EffectScale scale = EffectScale.Raw, int metric = 0)
    {
        if (HeadsPerLayer == 0) throw new InvalidOperationException($"The columns of this sweep are {ColumnTitle}, not heads.");
        var layers = Rows.Count - FirstLayerRow;
        var effects = new double[layers, HeadsPerLayer, Prompts];
        for (var layer = 0; layer < layers; layer++)
            for (var head = 0; head < HeadsPerLayer; head++)
                if (Has(FirstLayerRow + layer, head))
                    foreach (var (prompt, value) in Effect(FirstLayerRow + layer, head, scale, metric).Values.Index()) effects[layer, head, prompt] = value;
        return new HeadEffects(tables[metric].Described(scale), tables[metric].UnitOf(scale), effects) { Record = Record };
    }

    /// <summary>The same of some of the prompts, without a new run; means and divisors are theirs.</summary>
    /// <param name="prompts">Which, counted from 0, in the order in which they shall stand.</param>
    /// <exception cref="ArgumentException">None is named, or one that is not there.</exception>
    public PatchingResult Subset(IEnumerable<int> prompts)
    {
        int[] chosen = [.. prompts];
        // The plain values say which prompts are not there.
        PatchTable[] subsets = [.. tables.Select(table => table.Subset(chosen))];
        return new PatchingResult(Name, Direction, RowTitle, Rows, ColumnTitle, Columns, HeadsPerLayer, BatchRows, subsets, PatchTable.Subset(changes, chosen), Record);
    }

    /// <summary>The first half of the prompts, to choose on.</summary>
    public PatchingResult FirstHalf() => Subset(Enumerable.Range(0, Prompts / 2));

    /// <summary>The second half of the prompts, to report on.</summary>
    public PatchingResult SecondHalf() => Subset(Enumerable.Range(Prompts / 2, Prompts - Prompts / 2));

    /// <summary>
    /// The two-sided p of every cell's mean effect being 0, by flipping signs of prompts (<see cref="SignFlip"/>), corrected for the number of cells; NaN where
    /// nothing was patched. So many flips are drawn that the smallest corrected p is at most .01.
    /// </summary>
    /// <param name="correction">For what is corrected.</param>
    /// <param name="seed">Any number; the same gives the same p.</param>
    /// <param name="metric">Which of the metrics, from 0.</param>
    /// <remarks>Cells whose effects are all exactly 0, as those that a patch cannot reach, are no tests: their p is 1, and they do not count.</remarks>
    public LabelledMatrix SignFlipP(Correction correction = Correction.Holm, long seed = 0, int metric = 0)
    {
        var cells = (from row in Enumerable.Range(0, Rows.Count) from column in Enumerable.Range(0, Columns.Count) where Has(row, column) select (row, column)).ToList();
        var tested = cells.Select(cell => (cell.row, cell.column, Effect(cell.row, cell.column, EffectScale.Raw, metric).Values)).Where(cell => cell.Values.Any(effect => effect != 0)).ToList();
        var draws = Math.Max(SignFlip.Draws, 100 * tested.Count - 1);
        var corrected = MultipleTests.Correct([.. tested.Select(cell => SignFlip.P(cell.Values, seed, draws))], correction);
        var table = new double[Rows.Count, Columns.Count];
        for (var i = 0; i < table.Length; i++) table[i / Columns.Count, i % Columns.Count] = double.NaN;
        foreach (var (row, column) in cells) table[row, column] = 1;
        foreach (var (cell, p) in tested.Zip(corrected)) table[cell.row, cell.column] = p;
        return new LabelledMatrix($"p of no effect, {correction}", table, Rows, Columns, RowTitle, ColumnTitle) { Record = Record };
    }

    int FirstLayerRow => Rows[0] == PathRows.Embedding ? 1 : 0;

    void IResult.Describe(ResultContent content)
    {
        content.Fact("what", Name).Fact("direction", Direction.ToString()).Fact("row_title", RowTitle).Fact("column_title", ColumnTitle).Fact("heads", HeadsPerLayer).Fact("batch_rows", BatchRows).Fact("metrics", tables.Count)
            .Axis("row", Rows).Axis("column", Columns).Axis("prompt", Prompts).Numbers("change", "size of the change at the place of the patch", "", ["row", "column", "prompt"], RowMajor.Of(changes));
        foreach (var (at, table) in tables.Index())
            content.Numbers($"plain_{at}", table.Name, table.Unit, ["prompt"], table.Plain.Values).Numbers($"source_{at}", table.Name, table.Unit, ["prompt"], table.Source.Values)
                .Numbers($"patched_{at}", table.Name, table.Unit, ["row", "column", "prompt"], RowMajor.Of(table.Patched));
    }

    static PatchingResult IResult<PatchingResult>.Read(ResultReader reader)
    {
        var (rows, columns, prompts) = (reader.Labels("row"), reader.Labels("column"), reader.Size("prompt"));
        var tables = Enumerable.Range(0, Math.Max(1, reader.Whole("metrics"))).Select(at => new PatchTable(
            reader.Title($"patched_{at}"), reader.Unit($"patched_{at}"), new PromptValues(reader.Numbers($"plain_{at}", "prompt")), new PromptValues(reader.Numbers($"source_{at}", "prompt")),
            RowMajor.Fill(new double[rows.Count, columns.Count, prompts], reader.Numbers($"patched_{at}", "row", "column", "prompt")))).ToList();
        return new PatchingResult(
            reader.Text("what"), reader.OneOf<PatchDirection>("direction"), reader.Text("row_title"), rows, reader.Text("column_title"), columns, reader.Whole("heads"), reader.Whole("batch_rows"), tables,
            RowMajor.Fill(new double[rows.Count, columns.Count, prompts], reader.Numbers("change", "row", "column", "prompt")), reader.Record);
    }

    /// <summary>What was patched, and the plain and the other mean.</summary>
    public override string ToString() => $"{Name}: plain {Plain}, other run {Source}";
}
