using System.Text;
using System.Text.Json;

namespace Overhear;

/// <summary>A result as a .safetensors file: numbers as tensors, everything else in the file's notes.</summary>
/// <remarks>The note <c>record</c> is that of every file of Overhear; <c>result</c> is the result as JSON (<see cref="ResultJson"/>) without the numbers.</remarks>
static class ResultTensors
{
    /// <summary>The note that holds the record.</summary>
    public const string RecordNote = "record";

    const string ResultNote = "result";

    /// <summary>What is written to the file.</summary>
    public static SafetensorsWriter Writer(ResultContent content)
    {
        var writer = new SafetensorsWriter().AddMetadata("kind", content.Kind).AddMetadata(ResultNote, Note(content));
        if (content.Record is { } record) writer.AddMetadata(RecordNote, ResultJson.Line(record));
        foreach (var (name, table) in content.Tables.Where(table => table.Value.Type != ResultTable.Texts))
        {
            long[] shape = [.. table.Axes.Select(axis => (long)content.Axes[axis].Size)];
            if (table.Tensors is not { } names)
            {
                Add(writer, name, table.Values, shape);
                continue;
            }
            var each = names.Count == 0 ? 0 : table.Values.Length / names.Count;
            for (var i = 0; i < names.Count; i++)
            {
                var part = ResultTable.Entries(table.Type, each);
                Array.Copy(table.Values, i * each, part, 0, each);
                Add(writer, names[i], part, shape[1..]);
            }
        }
        return writer;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidFileException">It is no such file, or of another kind.</exception>
    public static ResultContent Read(string filePath, string kind, FaultList faults)
    {
        using var file = SafetensorsFile.Open(filePath);
        if (!file.Metadata.TryGetValue(ResultNote, out var note)) throw new InvalidFileException(filePath, $"holds no {kind}", [$"its notes have no '{ResultNote}', which every saved result has"], "Give a file that the Save of a result wrote; TensorSource.Open reads any other .safetensors file.");
        var utf8 = Encoding.UTF8.GetBytes(note);
        if (JsonText.FindFault(utf8) is { } fault) throw new InvalidFileException(filePath, $"holds no {kind}", [$"its note '{ResultNote}' is broken: {fault}"]);
        var content = ResultJson.Read(filePath, CheckedJson.Parse(utf8, faults), kind, type => type == ResultTable.Texts, faults);
        faults.ThrowIfAny(filePath, $"holds no valid {kind}");
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, table) in content.Tables.Where(table => table.Value.Type != ResultTable.Texts).ToList())
        {
            long[] shape = [.. table.Axes.Select(axis => (long)content.Axes[axis].Size)];
            if (table.Tensors is { } each && (shape.Length == 0 || each.Count != shape[0]))
            {
                faults.Add($"{name} stands under {each.Count} names, and its axes are {string.Join(", ", table.Axes)}");
                continue;
            }
            var names = table.Tensors ?? [name];
            var whole = names.Where(expected.Add).Count(part => Fits(file, part, table.Type, table.Tensors is null ? shape : shape[1..], faults));
            if (whole == names.Count) content.Tables[name] = table with { Values = Join(file, names, table.Type) };
            else if (faults.Count == 0) faults.Add($"{name} names a tensor twice");
        }
        foreach (var entry in file.Entries.Where(entry => !expected.Contains(entry.Name))) faults.Add($"there is a tensor {FaultList.Quote(entry.Name)}, which is no part of the result");
        return content;
    }

    static void Add(SafetensorsWriter writer, string name, Array values, long[] shape)
    {
        if (values is double[] numbers) writer.AddDoubles(name, numbers, shape);
        else writer.AddLongs(name, (long[])values, shape);
    }

    static bool Fits(SafetensorsFile file, string name, string type, long[] shape, FaultList faults)
    {
        var asked = type == ResultTable.Numbers ? StorageType.F64 : StorageType.I64;
        if (file.Contains(name) && file.Entry(name) is var entry && entry.Type == asked && entry.Shape.SequenceEqual(shape)) return true;
        faults.Add($"{(file.Contains(name) ? $"there is {FaultList.Quote($"{file.Entry(name)}")}" : $"there is no tensor {FaultList.Quote(name)}")}; {asked} [{string.Join(", ", shape)}] is needed");
        return false;
    }

    static Array Join(SafetensorsFile file, IReadOnlyList<string> names, string type) => type == ResultTable.Numbers
        ? names.Count == 1 ? file.ReadDoubles(names[0]) : names.SelectMany(file.ReadDoubles).ToArray()
        : names.SelectMany(file.ReadIntegers).ToArray();

    static string Note(ResultContent content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonFile.Strict.Encoder })) ResultJson.Write(json, content, table => table.Type == ResultTable.Texts);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
