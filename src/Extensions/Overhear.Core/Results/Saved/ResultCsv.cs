using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Overhear;

/// <summary>A result as comma-separated values in long form: one row an entry, with the table's name, the place on each axis, and the number.</summary>
/// <remarks>
/// Lines that begin with # stand before the rows; one of them is the rest of the result as JSON (<see cref="ResultJson"/>), in ASCII and
/// with neither a comma nor a formula's first character in any of its texts, so that a spreadsheet that takes it for cells runs nothing.
/// </remarks>
static class ResultCsv
{
    const string Metric = "metric";
    const string Value = "value";
    const string Text = "text";
    const string Start = "# {";
    const string Advice = "A program that saved it anew may have changed it: load the file that Overhear wrote, or save the result again.";

    static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly JsonWriterOptions lineOptions = new() { Encoder = LineEncoder() };

    /// <summary>Writes the file.</summary>
    public static void Write(Stream stream, ResultContent content)
    {
        using var text = new StreamWriter(stream, strictUtf8, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"# {content.Kind} of Overhear. Lines that begin with # are no data: pandas.read_csv(path, comment='#') and R's read.csv(path, comment.char='#') skip them.");
        text.WriteLine("# A text that a spreadsheet would take for a formula has an apostrophe in front.");
        text.WriteLine($"# {Line(content)}");
        text.WriteLine(string.Join(',', Columns(content)));
        foreach (var (name, table) in content.Tables)
        {
            var at = new ResultPlace(content, table);
            for (var entry = 0; entry < table.Values.Length; entry++, at.Next())
            {
                text.Write(name);
                foreach (var (axis, found) in content.Axes)
                {
                    text.Write(',');
                    if (at.On(axis) is { } place) text.Write(found.Labels is null ? place.ToString(CultureInfo.InvariantCulture) : CsvText.Quote(found.Labels[place]));
                }
                text.Write(',');
                if (table.Type != ResultTable.Texts) text.Write(ResultEntries.Cell(table.Values, entry));
                if (HasTexts(content)) text.Write(table.Type == ResultTable.Texts ? "," + CsvText.Quote(((string[])table.Values)[entry]) : ",");
                text.WriteLine();
            }
            ResultFile.RequireRoom(stream.Position);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidFileException">It is no such file, or of another kind.</exception>
    public static ResultContent Read(string filePath, Stream stream, string kind, FaultList faults)
    {
        using var text = new StreamReader(stream, strictUtf8, detectEncodingFromByteOrderMarks: false);
        try
        {
            if (text.Peek() == '\uFEFF') text.Read();
            var (json, line) = ((string?)null, 1L);
            for (; text.Peek() == '#'; line++)
                if (text.ReadLine() is { } comment && comment.StartsWith(Start, StringComparison.Ordinal)) json = comment[2..];
            if (json is null) throw new InvalidFileException(filePath, $"holds no {kind}", ["none of its first lines begins with # and the description of a result"], "Give a file that the Save of a result wrote.");
            var utf8 = strictUtf8.GetBytes(json);
            if (JsonText.FindFault(utf8) is { } fault) throw new InvalidFileException(filePath, $"holds no {kind}", [$"its description, the line that begins with {Start}, is broken: {fault}"], Advice);
            var content = ResultJson.Read(filePath, CheckedJson.Parse(utf8, faults), kind, _ => false, faults);
            faults.ThrowIfAny(filePath, $"holds no valid {kind}", Advice);
            ReadRows(new CsvReader(text, line), content);
            return content;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw new InvalidFileException(filePath, $"holds no valid {kind}", [e is DecoderFallbackException ? "it is not UTF-8 text" : e.Message], Advice, e);
        }
    }

    static void ReadRows(CsvReader rows, ResultContent content)
    {
        string[] columns = Columns(content);
        if (rows.Read(columns.Length) is not { } header || !header.SequenceEqual(columns)) throw new FormatException($"the line of the columns is not {string.Join(',', columns)}");
        foreach (var (name, table) in content.Tables.ToList())
        {
            if (content.Count(table) is not { } count) throw new FormatException($"the axes of {name} ask for more entries than can be read");
            List<Array> pieces = [];
            var at = new ResultPlace(content, table);
            for (var entry = 0; entry < count; entry++, at.Next())
            {
                // In pieces: a file that is shorter than it says asks for no more memory than it has rows.
                var within = entry % Piece;
                if (within == 0) pieces.Add(ResultTable.Entries(table.Type, Math.Min(Piece, count - entry)));
                var line = rows.Line;
                var cells = rows.Read(columns.Length) ?? throw new FormatException($"{name} has {entry} rows, where {count} are needed: the file is cut off");
                if (cells.Count != columns.Length) throw new FormatException($"line {line} has {cells.Count} cells, where there are {columns.Length} columns");
                Take(cells, pieces[^1], within, name, at, content, line);
            }
            content.Tables[name] = table with { Values = Join(pieces, table.Type, count) };
        }
        if (!rows.HasLineEnd) throw new FormatException("the last line does not end with a line break: the file is cut off");
        if (rows.Read(columns.Length) is not null) throw new FormatException("there are more rows than the tables have entries");
    }

    const int Piece = 1 << 16;

    static void Take(IReadOnlyList<string> cells, Array into, int within, string name, ResultPlace at, ResultContent content, long line)
    {
        string[] place = [name, .. content.Axes.Select(axis => at.On(axis.Key) is not { } index ? "" : axis.Value.Labels is null ? index.ToString(CultureInfo.InvariantCulture) : axis.Value.Labels[index])];
        var value = cells[place.Length];
        for (var c = 0; c < place.Length; c++)
            if (CsvText.Unguard(cells[c]) != place[c]) throw new FormatException($"line {line} has {FaultList.Quote(cells[c])} where {FaultList.Quote(place[c])} belongs: rows were moved, added or left out");
        var isTaken = into is string[] texts ? value.Length == 0 && (texts[within] = CsvText.Unguard(cells[^1])) is not null : ResultEntries.TryTake(value, into, within) && (!HasTexts(content) || cells[^1].Length == 0);
        if (!isTaken) throw new FormatException($"line {line} has {FaultList.Quote(value)} as {Value}, where {(into is string[] ? "nothing" : into is long[] ? "a whole number" : "a number, NaN, Infinity or -Infinity")} is allowed");
    }

    static Array Join(List<Array> pieces, string type, int count)
    {
        var all = ResultTable.Entries(type, count);
        var start = 0;
        foreach (var piece in pieces)
        {
            Array.Copy(piece, 0, all, start, piece.Length);
            start += piece.Length;
        }
        return all;
    }

    static string[] Columns(ResultContent content) => [Metric, .. content.Axes.Keys, Value, .. HasTexts(content) ? [Text] : Array.Empty<string>()];

    static bool HasTexts(ResultContent content) => content.Tables.Values.Any(table => table.Type == ResultTable.Texts);

    static string Line(ResultContent content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, lineOptions)) ResultJson.Write(json, content, _ => false);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static JavaScriptEncoder LineEncoder()
    {
        var allowed = new TextEncoderSettings(UnicodeRanges.BasicLatin);
        allowed.ForbidCharacters('=', '+', '-', '@', ',', ';', '|', '\'');
        return JavaScriptEncoder.Create(allowed);
    }
}
