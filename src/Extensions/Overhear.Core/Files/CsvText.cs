using System.Text;

namespace Overhear;

/// <summary>Texts as cells of a CSV file.</summary>
/// <remarks>
/// A spreadsheet takes a cell that begins with =, +, - or @ for a formula and runs it, whatever wrote it there. Such a character gets an
/// apostrophe in front at the beginning of a text, and behind a semicolon, tab or line break, where a spreadsheet of another country begins
/// a new cell. So does an apostrophe there, and reading takes off exactly what writing put in.
/// </remarks>
static class CsvText
{
    // With their wide forms, which some settings take for the same, and what is skipped before them.
    const string Guarded = "=+-@＝＋－＠\t\r\n'";
    const string Breaks = ";\t\r\n";

    /// <summary>The cell, always in quotes: no comma, line break, space or # of the text means anything to who reads it.</summary>
    public static string Quote(string text)
    {
        var cell = new StringBuilder("\"", text.Length + 3);
        for (var i = 0; i < text.Length; i++)
        {
            if (Guarded.Contains(text[i]) && (i == 0 || Breaks.Contains(text[i - 1]))) cell.Append('\'');
            cell.Append(text[i]);
            if (text[i] == '"') cell.Append('"');
        }
        return cell.Append('"').ToString();
    }

    /// <summary>The text of a cell whose quotes are taken off.</summary>
    public static string Unguard(string cell)
    {
        if (!cell.Contains('\'')) return cell;
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
        {
            var isGuard = cell[i] == '\'' && i + 1 < cell.Length && Guarded.Contains(cell[i + 1]) && (text.Length == 0 || Breaks.Contains(text[^1]));
            if (isGuard) i++;
            text.Append(cell[i]);
        }
        return text.ToString();
    }
}
