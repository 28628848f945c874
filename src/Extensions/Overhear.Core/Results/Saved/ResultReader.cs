namespace Overhear;

/// <summary>Hands out the content of a file part by part, and collects what is missing, of another form, or left over.</summary>
/// <remarks>After a fault the answers are empty: whoever makes a result of them may fail, and the faults say why.</remarks>
/// <param name="content">What was read.</param>
/// <param name="faults">Takes the faults.</param>
sealed class ResultReader(ResultContent content, FaultList faults)
{
    static readonly RunRecord unknown = new("", "", [], "", "", "", null, "");

    readonly HashSet<string> used = [];

    /// <summary>What the result was made with, where the kind of result always says it.</summary>
    public RunRecord Record
    {
        get
        {
            if (content.Record is null) faults.Add("record is null; a result of this kind always has one");
            return content.Record ?? unknown;
        }
    }

    /// <summary>What the result was made with, where that may be unknown.</summary>
    public RunRecord? OptionalRecord => content.Record;

    /// <summary>A single text.</summary>
    public string Text(string fact) => Fact(fact) as string ?? Missing(fact, "a text", "");

    /// <summary>A single whole number of 32 bits.</summary>
    public int Whole(string fact) => Fact(fact) is long number && number == (int)number ? (int)number : Missing(fact, "a whole number of 32 bits", 0);

    /// <summary>A single text that names a value of an enumeration.</summary>
    public T OneOf<T>(string fact) where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return Fact(fact) is string name && names.Contains(name) ? Enum.Parse<T>(name) : Missing(fact, $"one of {string.Join(", ", names)}", default(T));
    }

    /// <summary>The size of an axis.</summary>
    public int Size(string axis)
    {
        used.Add("axis " + axis);
        if (content.Axes.TryGetValue(axis, out var found)) return found.Size;
        faults.Add($"there is no axis {axis}");
        return 0;
    }

    /// <summary>The labels of an axis.</summary>
    public IReadOnlyList<string> Labels(string axis)
    {
        if (Size(axis) == content.Axes.GetValueOrDefault(axis)?.Labels?.Count) return content.Axes[axis].Labels!;
        faults.Add($"the axis {axis} has no labels");
        return [];
    }

    /// <summary>Whether there is such a table.</summary>
    public bool Has(string table) => content.Tables.ContainsKey(table);

    /// <summary>What a table's numbers are.</summary>
    public string Title(string table) => content.Tables.GetValueOrDefault(table)?.Title ?? "";

    /// <summary>The unit of a table's numbers.</summary>
    public string Unit(string table) => content.Tables.GetValueOrDefault(table)?.Unit ?? "";

    /// <summary>The numbers of a table with these axes.</summary>
    public double[] Numbers(string table, params string[] axes) => Values<double>(table, ResultTable.Numbers, axes);

    /// <summary>The whole numbers of a table with these axes, of 32 bits each.</summary>
    public int[] Integers(string table, params string[] axes)
    {
        var values = Values<long>(table, ResultTable.Integers, axes);
        if (values.All(value => value == (int)value)) return Array.ConvertAll(values, value => (int)value);
        faults.Add(FormattableString.Invariant($"{table} holds {values.First(value => value != (int)value)}; whole numbers of 32 bits are allowed"));
        return [];
    }

    /// <summary>The texts of a table with these axes.</summary>
    public string[] Texts(string table, params string[] axes) => Values<string>(table, ResultTable.Texts, axes);

    /// <summary>Adds a fault for every part that nothing asked for.</summary>
    public void RequireNothingElse()
    {
        var parts = content.Facts.Keys.Select(name => "fact " + name).Concat(content.Axes.Keys.Select(name => "axis " + name)).Concat(content.Tables.Keys.Select(name => "table " + name));
        foreach (var part in parts.Where(part => !used.Contains(part))) faults.Add($"there is {FaultList.Quote(part)}, which a {content.Kind} does not have");
    }

    object? Fact(string name)
    {
        used.Add("fact " + name);
        return content.Facts.GetValueOrDefault(name);
    }

    T Missing<T>(string fact, string needed, T instead)
    {
        faults.Add(content.Facts.TryGetValue(fact, out var found) ? $"the fact {fact} is {FaultList.Quote($"{found}")}; {needed} is allowed" : $"there is no fact {fact}");
        return instead;
    }

    T[] Values<T>(string name, string type, string[] axes)
    {
        used.Add("table " + name);
        foreach (var axis in axes) used.Add("axis " + axis);
        if (!content.Tables.TryGetValue(name, out var table)) faults.Add($"there is no table {name}");
        else if (table.Values is T[] values && table.Axes.SequenceEqual(axes)) return values;
        else faults.Add($"the table {name} holds {table.Type} over [{string.Join(", ", table.Axes.Select(FaultList.Quote))}]; {type} over [{string.Join(", ", axes)}] are asked for");
        return [];
    }
}
