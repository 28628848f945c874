using System.Text.Json;

namespace Overhear;

/// <summary>The content of a result as one JSON object, with the entries of all tables in it, or of some: the others stand elsewhere in the file.</summary>
static class ResultJson
{
    /// <summary>What every such object says of itself.</summary>
    public const string Format = "overhear.result";

    /// <summary>The version of the form, which a change that old readers cannot read raises.</summary>
    public const int Version = 1;

    // Far more than any result has; a file that says more would only keep the reader busy.
    const int MostParts = 200;

    static readonly JsonSerializerOptions recordOptions = new(JsonFile.Strict) { WriteIndented = false };
    static readonly JsonWriterOptions entryOptions = new() { Encoder = JsonFile.Strict.Encoder, SkipValidation = true };

    /// <summary>A record as one line of JSON, as all files that hold numbers note it.</summary>
    public static string Line(RunRecord record) => JsonSerializer.Serialize(record, recordOptions);

    /// <summary>Reads such a line; null, with a fault, where it is none.</summary>
    public static RunRecord? Record(string? line, FaultList faults)
    {
        try
        {
            if (line is not null && JsonSerializer.Deserialize<RunRecord>(line, recordOptions) is { } record) return record;
            faults.Add("no note says what made it");
        }
        catch (JsonException e)
        {
            faults.Add($"the note of what made it is broken: {e.Message.Split(" Path:")[0].TrimEnd('.')}");
        }
        return null;
    }

    /// <summary>Writes the object.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="content">The content.</param>
    /// <param name="holds">Which tables' entries stand in it.</param>
    public static void Write(Utf8JsonWriter json, ResultContent content, Func<ResultTable, bool> holds)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("kind", content.Kind);
        json.WritePropertyName("record");
        JsonSerializer.Serialize(json, content.Record, recordOptions);
        json.WriteStartObject("facts");
        foreach (var (name, fact) in content.Facts)
        {
            if (fact is long number) json.WriteNumber(name, number);
            else json.WriteString(name, (string)fact);
        }
        json.WriteEndObject();
        json.WriteStartObject("axes");
        foreach (var (name, axis) in content.Axes)
        {
            json.WriteStartObject(name);
            json.WriteNumber("size", axis.Size);
            if (axis.Labels is not null) WriteTexts(json, "labels", axis.Labels);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("tables");
        foreach (var (name, table) in content.Tables)
        {
            json.WriteStartObject(name);
            json.WriteString("title", table.Title);
            json.WriteString("unit", table.Unit);
            json.WriteString("type", table.Type);
            WriteTexts(json, "axes", table.Axes);
            if (table.Tensors is not null) WriteTexts(json, "tensors", table.Tensors);
            if (holds(table)) WriteEntries(json, content, table);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads the object.</summary>
    /// <param name="filePath">The file that it stands in.</param>
    /// <param name="root">The object.</param>
    /// <param name="kind">The kind of result that is asked for.</param>
    /// <param name="holds">Whether the entries of a type of table stand in it.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <returns>The content; tables whose entries stand elsewhere are empty.</returns>
    /// <exception cref="InvalidFileException">The object is no result, or one of another kind or version.</exception>
    public static ResultContent Read(string filePath, CheckedJson root, string kind, Func<string, bool> holds, FaultList faults)
    {
        RequireKind(filePath, root, kind);
        var fields = root.Fields(["format", "version", "kind", "record", "facts", "axes", "tables"]);
        foreach (var name in new[] { "record", "facts", "axes", "tables" }.Where(name => !fields.ContainsKey(name))) root.Fault($"there is no field {name}");
        foreach (var name in new[] { "facts", "axes", "tables" }.Where(name => fields.TryGetValue(name, out var parts) && parts.IsObject && parts.Element.GetPropertyCount() > MostParts))
            throw new InvalidFileException(filePath, $"holds no {kind}", [$"it has {fields[name].Element.GetPropertyCount()} {name}; at most {MostParts} are allowed"]);
        var content = new ResultContent(kind, fields.TryGetValue("record", out var record) ? ReadRecord(record) : null);
        if (fields.TryGetValue("facts", out var facts))
            foreach (var (name, fact) in facts.Fields())
                if (fact.Element.ValueKind == JsonValueKind.Number) content.Facts.Add(name, fact.Integer(long.MinValue, long.MaxValue) ?? 0);
                else content.Facts.Add(name, fact.AnyText() ?? "");
        if (fields.TryGetValue("axes", out var axes))
            foreach (var (name, axis) in axes.Fields()) content.Axes.Add(name, ReadAxis(axis));
        if (fields.TryGetValue("tables", out var tables))
            foreach (var (name, table) in tables.Fields())
                if (ReadTable(content, table, holds) is { } read) content.Tables.Add(name, read);
        return content;
    }

    static void RequireKind(string filePath, CheckedJson root, string kind)
    {
        string? Told(string field) => root.IsObject && root.Element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (Told("format") != Format)
            throw new InvalidFileException(filePath, $"holds no {kind}", [$"it does not say \"format\": \"{Format}\", which every saved result says"], "Give a file that the Save of a result wrote.");
        if (!root.Element.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            throw new InvalidFileException(filePath, $"holds no {kind} that this version reads", [$"its form has the version {(version.ValueKind == JsonValueKind.Number ? version.GetRawText()[..Math.Min(20, version.GetRawText().Length)] : "of no number")}; {Version} is read"], "Load it with the version of Overhear that wrote it, or a later one.");
        if (Told("kind") is var found && found != kind)
            throw new InvalidFileException(filePath, $"holds another kind of result", [$"it holds a {FaultList.Quote(found ?? "")}, and a {kind} was asked for"], "Load it as what it is.");
    }

    static RunRecord? ReadRecord(CheckedJson record)
    {
        if (record.IsNull) return null;
        try
        {
            return record.Element.Deserialize<RunRecord>(recordOptions);
        }
        catch (JsonException e)
        {
            record.Fault(e.Message.Split(" Path:")[0].TrimEnd('.'));
            return null;
        }
    }

    static ResultAxis ReadAxis(CheckedJson axis)
    {
        var fields = axis.Fields(["size", "labels"]);
        var size = fields.TryGetValue("size", out var told) ? (int)(told.Integer(0, Array.MaxLength) ?? 0) : 0;
        if (told is null) axis.Fault("there is no field size");
        var labels = fields.TryGetValue("labels", out var list) ? list.Texts() : null;
        if (labels is not null && labels.Count != size) axis.Fault($"there are {labels.Count} labels for {size} entries");
        return new ResultAxis(size, labels);
    }

    static ResultTable? ReadTable(ResultContent content, CheckedJson table, Func<string, bool> holds)
    {
        var fields = table.Fields(["title", "unit", "type", "axes", "tensors", "values"]);
        foreach (var name in new[] { "title", "unit", "type", "axes" }.Where(name => !fields.ContainsKey(name))) table.Fault($"there is no field {name}");
        var (title, unit) = (fields.GetValueOrDefault("title")?.AnyText(), fields.GetValueOrDefault("unit")?.AnyText());
        var (type, axes) = (fields.GetValueOrDefault("type")?.OneOf([ResultTable.Numbers, ResultTable.Integers, ResultTable.Texts]), fields.GetValueOrDefault("axes")?.Texts());
        var tensors = fields.TryGetValue("tensors", out var names) ? names.Texts() : null;
        if (title is null || unit is null || type is null || axes is null) return null;
        if (axes.Count > JsonText.MaxDepth || axes.Distinct().Count() < axes.Count)
        {
            table.Fault($"it has {axes.Count} axes; at most {JsonText.MaxDepth}, and each once, are allowed");
            return null;
        }
        if (axes.FirstOrDefault(axis => !content.Axes.ContainsKey(axis)) is { } unknown)
        {
            table.Fault($"there is no axis {FaultList.Quote(unknown)}");
            return null;
        }
        if (holds(type) != fields.ContainsKey("values")) table.Fault(holds(type) ? "there is no field values" : "values stand here; those of this file stand outside of this text");
        var values = holds(type) && fields.TryGetValue("values", out var nested) ? ResultEntries.Read(nested, type, [.. axes.Select(axis => content.Axes[axis].Size)]) : ResultTable.Entries(type, 0);
        return new ResultTable(title, unit, axes, values, tensors);
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    // Without line breaks, which would give every number a line of its own.
    static void WriteEntries(Utf8JsonWriter json, ResultContent content, ResultTable table)
    {
        using var buffer = new MemoryStream();
        using (var entries = new Utf8JsonWriter(buffer, entryOptions)) ResultEntries.Write(entries, table.Values, [.. table.Axes.Select(axis => content.Axes[axis].Size)], () => ResultFile.RequireRoom(buffer.Length));
        json.WritePropertyName("values");
        json.WriteRawValue(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), skipInputValidation: true);
        json.Flush();
    }
}
