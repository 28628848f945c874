using System.Text;

namespace Overhear;

/// <summary>Reads comma-separated values as RFC 4180 writes them, row by row: quotes around what holds commas, quotes or line breaks.</summary>
/// <param name="text">The text, from where the rows begin.</param>
/// <param name="line">The number of its first line, for messages.</param>
sealed class CsvReader(TextReader text, long line = 1)
{
    readonly StringBuilder cell = new();
    bool ended = true;

    /// <summary>The line that is read next, counted from 1.</summary>
    public long Line { get; private set; } = line;

    /// <summary>Whether the last row that was read ended with a line break, as every row of a whole file does.</summary>
    public bool HasLineEnd => ended;

    /// <summary>The cells of the next row; null after the last one.</summary>
    /// <param name="most">The most cells that a row may have.</param>
    /// <exception cref="FormatException">The row is none of RFC 4180, or has more cells.</exception>
    public IReadOnlyList<string>? Read(int most)
    {
        if (text.Peek() < 0) return null;
        var (cells, first) = (new List<string>(most), Line);
        while (true)
        {
            cell.Clear();
            var isLast = text.Peek() == '"' ? ReadQuoted() : ReadBare();
            if (cells.Count == most) throw new FormatException($"line {first} has more than {most} cells");
            cells.Add(cell.ToString());
            if (isLast) return cells;
        }
    }

    // Each answers whether the row ends behind the cell.
    bool ReadBare()
    {
        while (true)
        {
            var c = text.Read();
            if (EndsCell(c) is { } isLast) return isLast;
            if (c == '"') throw new FormatException($"a quote stands within a cell of line {Line} that has none around it");
            cell.Append((char)c);
        }
    }

    bool ReadQuoted()
    {
        var first = Line;
        text.Read();
        while (true)
        {
            var c = text.Read();
            if (c < 0) throw new FormatException($"the quotes of line {first} are not closed: the file is cut off");
            if (c == '\n') Line++;
            if (c == '"' && text.Peek() != '"') break;
            if (c == '"') text.Read();
            cell.Append((char)c);
        }
        return EndsCell(text.Read()) ?? throw new FormatException($"something stands behind the quotes of a cell in line {Line}");
    }

    /// <summary>True at the end of a row, false at a comma, null within a cell.</summary>
    bool? EndsCell(int c)
    {
        if (c == ',') return false;
        if (c == '\r' && text.Peek() == '\n') c = text.Read();
        ended = c == '\n';
        if (ended) Line++;
        return ended || c < 0 ? true : null;
    }
}
