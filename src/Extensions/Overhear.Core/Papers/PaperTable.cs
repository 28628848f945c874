using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Numbers of papers as data, so that nothing is compared with a number that was typed where it is used.</summary>
/// <remarks>
/// A CSV file (RFC 4180, UTF-8) with the columns <c>paper, model, processing, quantity, relation, value, tolerance, unit, source</c>, in
/// this order; processing is <c>raw</c> or <c>transformerlens</c>, relation <c>=</c>, <c>&gt;=</c> or <c>&lt;=</c>.
/// </remarks>
public sealed class PaperTable
{
    const string ShippedName = "papers.csv";

    static readonly string[] columns = ["paper", "model", "processing", "quantity", "relation", "value", "tolerance", "unit", "source"];
    static readonly Dictionary<string, PaperRelation> relations = new() { ["="] = PaperRelation.Equal, [">="] = PaperRelation.AtLeast, ["<="] = PaperRelation.AtMost };
    static readonly Dictionary<string, PaperProcessing> processings = new() { ["raw"] = PaperProcessing.Raw, ["transformerlens"] = PaperProcessing.TransformerLens };
    static readonly Lazy<PaperTable> shipped = new(LoadShipped);

    /// <summary>Takes rows.</summary>
    /// <exception cref="ArgumentException">Two rows are of the same quantity of one paper, model and processing.</exception>
    public PaperTable(IEnumerable<PaperNumber> numbers)
    {
        Numbers = [.. numbers];
        if (Numbers.CountBy(Key).Where(key => key.Value > 1).Select(key => key.Key).ToList() is [var twice, ..])
            throw new ArgumentException($"Two rows are of '{twice.Quantity}' of {twice.Paper} on {twice.Model}, {twice.Processing}; give one each.", nameof(numbers));
    }

    /// <summary>The rows, in their order.</summary>
    public IReadOnlyList<PaperNumber> Numbers { get; }

    /// <summary>The papers' names.</summary>
    public IReadOnlyList<string> Papers => [.. Numbers.Select(number => number.Paper).Distinct()];

    /// <summary>
    /// The numbers of the papers that the notebooks redo: <c>ioi</c> (Wang et al. 2022, arXiv:2211.00593), <c>ioi-older-version</c> (where an older version of it
    /// gives others) and <c>circuit-reuse</c> (Merullo et al. 2023, arXiv:2310.08744; its numbers are second-hand, from notes and reviews, and each source says so).
    /// </summary>
    public static PaperTable Shipped => shipped.Value;

    /// <summary>A table of the user's own.</summary>
    /// <param name="filePath">The CSV file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">It is no such table; the message lists every problem with its line.</exception>
    public static PaperTable Read(string filePath)
    {
        if (!File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}.", filePath);
        using var text = new StreamReader(filePath, Encoding.UTF8);
        return Parse(text, filePath);
    }

    /// <summary>One paper's rows.</summary>
    /// <exception cref="ArgumentException">There are none; the message lists the papers that there are.</exception>
    public PaperTable Of(string paper)
    {
        var rows = Numbers.Where(number => number.Paper == paper).ToList();
        return rows.Count > 0 ? new PaperTable(rows) : throw new ArgumentException($"The table has no numbers of a paper '{paper}'; it has those of {string.Join(", ", Papers)}.", nameof(paper));
    }

    /// <summary>Each row with a number of ours beside it, where one was measured on the row's model.</summary>
    /// <param name="model">The model on which ours were measured. Beside rows of other models ours are shown and not compared.</param>
    /// <param name="ours">Our numbers by quantity, in the rows' units.</param>
    /// <exception cref="ArgumentException">One of ours is of a quantity that no row has, or is not a number.</exception>
    public IReadOnlyList<PaperCheck> Check(TransformerModel model, IReadOnlyDictionary<string, double> ours)
    {
        var unknown = ours.Keys.Where(quantity => Numbers.All(number => number.Quantity != quantity)).ToList();
        if (unknown.Count > 0) throw new ArgumentException($"No row of the table is of {string.Join(", ", unknown.Select(quantity => $"'{quantity}'"))}.", nameof(ours));
        return [.. Numbers.Select(number => !ours.TryGetValue(number.Quantity, out var value) ? number.Compare(null, number.IsOf(model.Name) ? "not measured" : $"of {number.Model}, which is not loaded")
            : number.IsOf(model.Name) ? number.Compare(value) : number.Beside(value, $"ours is of {model.Name}, so it is not compared"))];
    }

    static (string Paper, string Model, PaperProcessing Processing, string Quantity) Key(PaperNumber number) => (number.Paper, number.Model, number.Processing, number.Quantity);

    static PaperTable LoadShipped()
    {
        using var text = new StreamReader(typeof(PaperTable).Assembly.GetManifestResourceStream(ShippedName)!, Encoding.UTF8);
        return Parse(text, ShippedName);
    }

    static PaperTable Parse(TextReader text, string filePath)
    {
        var (faults, numbers, reader) = (new FaultList(), new Dictionary<object, PaperNumber>(), new CsvReader(text));
        try
        {
            if (reader.Read(columns.Length) is not { } header || !header.SequenceEqual(columns)) faults.Add($"line 1: the columns are {string.Join(",", columns)}, in this order");
            else
                while (true)
                {
                    var line = reader.Line;
                    if (reader.Read(columns.Length) is not { } cells) break;
                    if (cells is [""]) continue;
                    if (cells.Count != columns.Length) faults.Add($"line {line}: there are {cells.Count} cells, and {columns.Length} columns");
                    else if (Row(cells, problem => faults.Add($"line {line}: {problem}")) is { } number && !numbers.TryAdd(Key(number), number)) faults.Add($"line {line}: '{number.Quantity}' stands there twice for {number.Model}");
                }
        }
        catch (FormatException e)
        {
            faults.Add(e.Message);
        }
        if (faults.Count == 0 && numbers.Count == 0) faults.Add("it has no rows");
        faults.ThrowIfAny(filePath, "is no table of paper numbers");
        return new PaperTable(numbers.Values);
    }

    static PaperNumber? Row(IReadOnlyList<string> cells, Action<string> fault)
    {
        var sound = true;
        void Fault(int column, string allowed)
        {
            sound = false;
            fault($"{columns[column]} is {FaultList.Quote(cells[column])}; {allowed}");
        }
        double Number(int column, bool isTolerance)
        {
            if (double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && (!isTolerance || number >= 0)) return number;
            Fault(column, $"a number{(isTolerance ? " from 0 on" : "")} is allowed, with a point: 3.56");
            return 0;
        }
        foreach (var column in new[] { 0, 1, 3, 8 }.Where(column => string.IsNullOrWhiteSpace(cells[column]))) Fault(column, "it may not be empty");
        if (!processings.TryGetValue(cells[2], out var processing)) Fault(2, $"allowed are {string.Join(", ", processings.Keys)}");
        if (!relations.TryGetValue(cells[4], out var relation)) Fault(4, $"allowed are {string.Join(", ", relations.Keys)}");
        var number = new PaperNumber(cells[0], cells[1], processing, cells[3], relation, Number(5, isTolerance: false), Number(6, isTolerance: true), cells[7], cells[8]);
        return sound ? number : null;
    }
}
