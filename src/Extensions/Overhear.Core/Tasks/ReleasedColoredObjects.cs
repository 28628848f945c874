using System.Text.RegularExpressions;
using System.Text.Json;

namespace Overhear;

/// <summary>Reads the Colored Objects prompts that were released with Circuit Component Reuse (Merullo et al. 2023, arXiv:2310.08744): <c>[prompt, label]</c> rows.</summary>
/// <remarks>
/// The project ships none of them. Every prompt is an example about other things with its answer, then the question; 62 tokens for GPT-2.
/// Roles as in <see cref="ColoredObjects"/>: COLOR1, OBJECT1 and so on and QUERY, all of the question; the example's are EXAMPLE_COLOR1,
/// EXAMPLE_OBJECT1 and so on, EXAMPLE_QUERY and EXAMPLE_ANSWER; PROPERTY is the question's word "color". The wrong answer is the row's answer in the file of pairs,
/// whose prompt is the twin <see cref="ColoredObjects.Other"/>.
/// </remarks>
public static partial class ReleasedColoredObjects
{
    /// <summary>The file's name in the release.</summary>
    public const string FileName = "cobjs_data_42.json";

    /// <summary>The name of the file of pairs in the release: the same prompts, each asking for another object.</summary>
    public const string PairsFileName = "cobjs_mindiff_data_42.json";

    const int Things = 3;

    /// <summary>Reads the prompts with their twins, in the files' order.</summary>
    /// <param name="folder">The folder that holds both files under their released names.</param>
    /// <exception cref="FileNotFoundException">One of the files is not there.</exception>
    /// <exception cref="InvalidFileException">A file holds other rows than these, or the two do not belong together; the message lists every problem, rows counted from 0.</exception>
    public static IReadOnlyList<TaskPrompt> Read(string folder) => Read(Path.Combine(folder, FileName), Path.Combine(folder, PairsFileName));

    /// <summary>Reads the prompts with their twins, in the files' order.</summary>
    /// <param name="filePath">The file of prompts.</param>
    /// <param name="pairsPath">The file of pairs: as many rows, each with another object to ask for and its answer, and no other difference.</param>
    /// <exception cref="FileNotFoundException">One of the files is not there.</exception>
    /// <exception cref="InvalidFileException">A file holds other rows than these, or the two do not belong together; the message lists every problem, rows counted from 0.</exception>
    public static IReadOnlyList<TaskPrompt> Read(string filePath, string pairsPath)
    {
        var (rows, pairs) = (Rows(filePath), Rows(pairsPath));
        var faults = new FaultList();
        if (rows.Count != pairs.Count) faults.Add($"it has {pairs.Count} rows, and {filePath} {rows.Count}");
        foreach (var (at, (row, pair)) in rows.Zip(pairs).Index())
        {
            var (query, other) = (Word(row.Words, "QUERY"), Word(pair.Words, "QUERY"));
            if (row.Text[..query.Start] != pair.Text[..other.Start] || row.Text[query.End..] != pair.Text[other.End..]) faults.Add($"row {at} differs from the prompt's in more than the object that is asked for");
            else if (query.Text == other.Text) faults.Add($"row {at} asks for the same object as the prompt");
        }
        faults.ThrowIfAny(pairsPath, $"holds no pairs to {filePath}");
        return [.. rows.Zip(pairs, (row, pair) => new TaskPrompt(ColoredObjects.Name, row.Text, row.Label, pair.Label, 0, "", row.Words) { Twins = [new TaskTwin(ColoredObjects.Other, pair.Text, pair.Words)] })];
    }

    static List<(string Text, string Label, IReadOnlyList<TaskWord> Words)> Rows(string filePath)
    {
        if (!File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}. The released files {FileName} and {PairsFileName} are in the repository jmerullo/circuit_reuse.", filePath);
        var faults = new FaultList();
        var root = CheckedJson.Open(filePath, faults).Element;
        var rows = new List<(string, string, IReadOnlyList<TaskWord>)>();
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0) faults.Add("an array of rows [prompt, label] is needed");
        else
            foreach (var (at, row) in root.EnumerateArray().Index())
            {
                if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != 2 || row.EnumerateArray().Any(cell => cell.ValueKind != JsonValueKind.String)) faults.Add($"row {at} is no [prompt, label]");
                else if (Parse(row[0].GetString()!, row[1].GetString()!, out var words) is { } fault) faults.Add($"row {at} {fault}");
                else rows.Add((row[0].GetString()!, row[1].GetString()!, words));
            }
        faults.ThrowIfAny(filePath, "holds no released Colored Objects");
        return rows;
    }

    /// <summary>The words of a prompt; else what is wrong with it.</summary>
    static string? Parse(string text, string label, out IReadOnlyList<TaskWord> words)
    {
        words = [];
        var match = Prompt().Match(text);
        if (!match.Success) return "is no example with an answer and a question about three objects";
        List<TaskWord> found = [];
        foreach (var name in Prompt().GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])))
            foreach (var (at, capture) in match.Groups[name].Captures.Index())
                found.Add(new TaskWord(match.Groups[name].Captures.Count == 1 ? name : $"{name}{at + 1}", capture.Value, capture.Index));
        words = [.. found.OrderBy(word => word.Start)];
        foreach (var before in new[] { "EXAMPLE_", "" })
        {
            var colour = ColourOf(found, before);
            var answer = before.Length > 0 ? Word(found, "EXAMPLE_ANSWER").Text : label.TrimStart(' ');
            if (colour is null) return $"asks for '{Word(found, before + "QUERY").Text}', which it does not list";
            if (answer != char.ToUpperInvariant(colour[0]) + colour[1..] || (before.Length == 0 && !label.StartsWith(' '))) return $"has the {(before.Length > 0 ? "example's answer" : "label")} {FaultList.Quote(before.Length > 0 ? answer : label)}, where that object is {colour}";
        }
        return null;
    }

    static string? ColourOf(List<TaskWord> words, string before)
    {
        var asked = Word(words, before + "QUERY").Text;
        var at = Enumerable.Range(1, Things).FirstOrDefault(i => Word(words, $"{before}OBJECT{i}").Text == asked);
        return at == 0 ? null : Word(words, $"{before}COLOR{at}").Text;
    }

    static TaskWord Word(IReadOnlyList<TaskWord> words, string role) => words.First(word => word.Role == role);

    [GeneratedRegex("""
        ^Q:\ On\ the\ \w+,\ (?:there\ is|you\ see|I\ see)\ (?:(?:and\ )?an?\ (?<EXAMPLE_COLOR>\w+)\ (?<EXAMPLE_OBJECT>\w+)(?:,\ |\.\ )){3}What\ color\ is\ the\ (?<EXAMPLE_QUERY>\w+)\?\n
        A:\ (?<EXAMPLE_ANSWER>\w+)\n
        Q:\ On\ the\ \w+,\ (?:there\ is|you\ see|I\ see)\ (?:(?:and\ )?an?\ (?<COLOR>\w+)\ (?<OBJECT>\w+)(?:,\ |\.\ )){3}What\ (?<PROPERTY>color)\ is\ the\ (?<QUERY>\w+)\?\n
        A:\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Prompt();
}
