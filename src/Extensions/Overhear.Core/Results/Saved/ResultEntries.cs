using System.Globalization;
using System.Text.Json;

namespace Overhear;

/// <summary>The entries of a table as nested arrays of JSON, and as single cells of text.</summary>
/// <remarks>Numbers are written with the fewest digits that give the same number again; NaN, Infinity and -Infinity are texts in JSON.</remarks>
static class ResultEntries
{
    const int FlushBytes = 1 << 20;

    /// <summary>Writes nested arrays, the first axis outermost.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="values">The entries.</param>
    /// <param name="sizes">The size of each axis.</param>
    /// <param name="flushed">Called whenever some were passed on.</param>
    public static void Write(Utf8JsonWriter json, Array values, IReadOnlyList<int> sizes, Action flushed)
    {
        var next = 0;
        Write(0);

        void Write(int depth)
        {
            if (depth == sizes.Count)
            {
                WriteOne(json, values, next++);
                return;
            }
            json.WriteStartArray();
            for (var i = 0; i < sizes[depth]; i++) Write(depth + 1);
            json.WriteEndArray();
            if (json.BytesPending < FlushBytes) return;
            json.Flush();
            flushed();
        }
    }

    /// <summary>Reads nested arrays of exactly these sizes; empty, with a fault, where they are not.</summary>
    public static Array Read(CheckedJson nested, string type, IReadOnlyList<int> sizes)
    {
        var (numbers, integers, texts) = (new List<double>(), new List<long>(), new List<string>());
        if (Find(nested.Element, 0) is { } fault)
        {
            nested.Fault(fault);
            return ResultTable.Entries(type, 0);
        }
        return type == ResultTable.Numbers ? numbers.ToArray() : type == ResultTable.Integers ? integers.ToArray() : texts.ToArray();

        string? Find(JsonElement element, int depth)
        {
            if (depth == sizes.Count) return Take(element) ? null : $"entry {numbers.Count + integers.Count + texts.Count} is none of the {type} that are allowed here";
            if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != sizes[depth])
                return $"at depth {depth}, where an array of {sizes[depth]} belongs, there is {(element.ValueKind == JsonValueKind.Array ? $"one of {element.GetArrayLength()}" : "no array")}";
            foreach (var inner in element.EnumerateArray())
                if (Find(inner, depth + 1) is { } found) return found;
            return null;
        }

        bool Take(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Number when type == ResultTable.Numbers && element.TryGetDouble(out var number) && double.IsFinite(number):
                    numbers.Add(number);
                    return true;
                case JsonValueKind.Number when type == ResultTable.Integers && element.TryGetInt64(out var integer):
                    integers.Add(integer);
                    return true;
                case JsonValueKind.String when type == ResultTable.Numbers && NotFinite(element.GetString()!) is { } named:
                    numbers.Add(named);
                    return true;
                case JsonValueKind.String when type == ResultTable.Texts:
                    texts.Add(element.GetString()!);
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>An entry that is a number, as the cell of a CSV file.</summary>
    public static string Cell(Array values, int at) => values is double[] numbers ? numbers[at].ToString("R", CultureInfo.InvariantCulture) : ((long[])values)[at].ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes an entry from a cell; false where the cell holds none of that type.</summary>
    public static bool TryTake(string cell, Array values, int at)
    {
        if (values is long[] integers) return long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integers[at]);
        var numbers = (double[])values;
        if (NotFinite(cell) is { } named) numbers[at] = named;
        else if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[at]) || !double.IsFinite(numbers[at])) return false;
        return true;
    }

    static void WriteOne(Utf8JsonWriter json, Array values, int at)
    {
        switch (values)
        {
            case double[] numbers when double.IsFinite(numbers[at]): json.WriteNumberValue(numbers[at]); break;
            case double[] numbers: json.WriteStringValue(numbers[at].ToString(CultureInfo.InvariantCulture)); break;
            case long[] integers: json.WriteNumberValue(integers[at]); break;
            default: json.WriteStringValue(((string[])values)[at]); break;
        }
    }

    static double? NotFinite(string text) => text switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => null };
}
