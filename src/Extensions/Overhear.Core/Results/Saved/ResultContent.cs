using System.Text;

namespace Overhear;

/// <summary>A result as facts, axes and tables: what every form of file is written from and read into.</summary>
/// <param name="kind">The kind of result.</param>
/// <param name="record">What it was made with.</param>
sealed class ResultContent(string kind, RunRecord? record)
{
    static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The kind of result.</summary>
    public string Kind { get; } = kind;

    /// <summary>What it was made with.</summary>
    public RunRecord? Record { get; set; } = record;

    /// <summary>Single texts (string) and whole numbers (long), by name.</summary>
    public OrderedDictionary<string, object> Facts { get; } = new();

    /// <summary>The axes, by name.</summary>
    public OrderedDictionary<string, ResultAxis> Axes { get; } = new();

    /// <summary>The tables, by name.</summary>
    public OrderedDictionary<string, ResultTable> Tables { get; } = new();

    /// <summary>What a result holds, checked.</summary>
    /// <exception cref="ArgumentException">Its parts do not fit each other, or a text cannot be written; the message lists every problem.</exception>
    public static ResultContent Of(IResult result)
    {
        var content = new ResultContent(result.Kind, result.Record);
        result.Describe(content);
        var problems = content.Problems().ToList();
        return problems.Count == 0 ? content : throw new ArgumentException($"This {result.Kind} cannot be saved: {string.Join("; ", problems)}.", nameof(result));
    }

    /// <summary>Adds a text.</summary>
    public ResultContent Fact(string name, string text)
    {
        Facts.Add(name, text);
        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public ResultContent Fact(string name, int number)
    {
        Facts.Add(name, (long)number);
        return this;
    }

    /// <summary>Adds an axis whose entries are only counted; the same one may be added again.</summary>
    public ResultContent Axis(string name, int size) => Axis(name, new ResultAxis(size, null));

    /// <summary>Adds an axis whose entries have labels.</summary>
    public ResultContent Axis(string name, IReadOnlyList<string> labels) => Axis(name, new ResultAxis(labels.Count, labels));

    /// <summary>Adds numbers.</summary>
    public ResultContent Numbers(string name, string title, string unit, string[] axes, IEnumerable<double> values, IReadOnlyList<string>? tensors = null) =>
        Table(name, new ResultTable(title, unit, axes, values as double[] ?? [.. values], tensors));

    /// <summary>Adds whole numbers.</summary>
    public ResultContent Integers(string name, string title, string[] axes, IEnumerable<int> values) =>
        Table(name, new ResultTable(title, "", axes, values.Select(value => (long)value).ToArray(), null));

    /// <summary>Adds texts.</summary>
    public ResultContent Texts(string name, string title, string[] axes, IEnumerable<string> values) => Table(name, new ResultTable(title, "", axes, values.ToArray(), null));

    /// <summary>How many entries a table has by its axes; null where that is more than an array holds.</summary>
    public int? Count(ResultTable table)
    {
        var count = 1L;
        foreach (var axis in table.Axes)
            if ((count *= Axes[axis].Size) > Array.MaxLength) return null;
        return (int)count;
    }

    /// <summary>What is wrong with the content as it stands: parts that do not fit each other, half surrogates.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, table) in Tables)
        {
            if (Count(table) != table.Values.Length) yield return $"{name} has {table.Values.Length} entries, where {string.Join(" × ", table.Axes.Select(axis => $"{Axes[axis].Size} ({axis})"))} are needed";
            if (table.Tensors is { } tensors && (table.Axes.Count == 0 || tensors.Count != Axes[table.Axes[0]].Size)) yield return $"{name} stands under {tensors.Count} names, and its first axis has another size";
        }
        // So a size is never more than what is there: a file of a few bytes cannot ask for a loop over billions.
        foreach (var (name, axis) in Axes)
            if (axis.Labels is null && axis.Size > 0 && !Tables.Values.Any(table => table.Values.Length > 0 && table.Axes.Contains(name))) yield return $"no table has entries along {name}, which has the size {axis.Size}";
        var broken = Texts().FirstOrDefault(text => !IsWritable(text));
        if (broken is not null) yield return $"the text {FaultList.Quote(broken)} holds half of a surrogate pair, which no file of text can hold";
    }

    ResultContent Axis(string name, ResultAxis axis)
    {
        if (Axes.TryGetValue(name, out var known) && !known.Fits(axis))
            throw new ArgumentException($"This {Kind} cannot be saved: {name} has {known.Size} entries in one of its parts and {axis.Size}, or others, in another.");
        Axes[name] = axis;
        return this;
    }

    ResultContent Table(string name, ResultTable table)
    {
        Tables.Add(name, table);
        return this;
    }

    IEnumerable<string> Texts() =>
    [
        .. Facts.Values.OfType<string>(), .. Axes.Values.SelectMany(axis => axis.Labels ?? []), .. Tables.Values.SelectMany(table => table.Values as string[] ?? []),
        .. Tables.Values.SelectMany(table => new[] { table.Title, table.Unit }),
        .. Record is null ? [] : new[] { Record.Model, Record.ModelHash, Record.Dtype, Record.Device, Record.Backend, Record.Overhear }.Concat(Record.Processing),
    ];

    static bool IsWritable(string text)
    {
        try
        {
            strictUtf8.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
