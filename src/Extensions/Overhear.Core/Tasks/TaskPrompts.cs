using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Overhear;

/// <summary>Prompts of the user's own, from a list or a file, as every analysis takes them: read them with <see cref="TaskSet.Of"/>.</summary>
/// <remarks>
/// A prompt is what <see cref="OwnPrompt"/> describes. Everything that is wrong with a list or a file is said at once, with its places; what only a
/// model's tokenizer can tell (answers of one token, twins of one length) is said by the set, prompt by prompt.
/// </remarks>
public static class TaskPrompts
{
    /// <summary>The name of the twin that a corrupted prompt becomes.</summary>
    public const string Corrupted = "corrupted";

    const string Clean = "clean";
    const string Correct = "correct";
    const string Wrong = "wrong";
    const string Template = "template";
    const string Positions = "positions";
    const int MostColumns = 256;
    const string Advice = "A prompt has the columns or fields clean, correct and wrong, and may have corrupted, template and named positions.";

    static readonly string[] columns = [Clean, Corrupted, Correct, Wrong, Template];
    static readonly string[] needed = [Clean, Correct, Wrong];

    /// <summary>Prompts of a list.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="task">A name for the task.</param>
    /// <exception cref="ArgumentException">There is none, or something is wrong with some; the message lists every problem, prompts counted from 0.</exception>
    public static IReadOnlyList<TaskPrompt> Of(IEnumerable<OwnPrompt> prompts, string task = "own")
    {
        var problems = new List<string>();
        TaskPrompt?[] read = [.. prompts.Select((prompt, at) => OwnPromptReader.Read(task, prompt, problem => problems.Add($"Prompt {at}: {problem}.")))];
        if (read.Length == 0) throw new ArgumentException("No prompt is given. Give at least one.", nameof(prompts));
        return problems.Count == 0 ? [.. read.Select(prompt => prompt!)] : throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(prompts));
    }

    /// <summary>
    /// Prompts of a CSV file (RFC 4180, UTF-8), one a row. Its first row names the columns: <c>clean</c>, <c>correct</c>, <c>wrong</c>, maybe
    /// <c>corrupted</c> and <c>template</c>, and each other one a position; an empty cell is no corrupted prompt, or no such position.
    /// </summary>
    /// <param name="filePath">The file.</param>
    /// <param name="task">A name for the task; the file's unless given.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">Something is wrong with it; the message lists every problem with its line.</exception>
    public static IReadOnlyList<TaskPrompt> FromCsv(string filePath, string? task = null)
    {
        var (faults, prompts) = (new FaultList(), new List<(long, OwnPrompt)>());
        using var text = new StringReader(TextOf(filePath));
        var reader = new CsvReader(text);
        try
        {
            IReadOnlyList<string> header = [.. (reader.Read(MostColumns) ?? []).Select(cell => cell.Trim())];
            foreach (var column in needed.Except(header)) faults.Add($"line 1: there is no column {column}");
            foreach (var (column, _) in header.CountBy(column => column).Where(column => column.Value > 1)) faults.Add($"line 1: there are two columns {FaultList.Quote(column)}");
            while (true)
            {
                var line = reader.Line;
                if (reader.Read(MostColumns) is not { } cells) break;
                if (cells is [""]) continue;
                if (cells.Count != header.Count) faults.Add($"line {line}: there are {cells.Count} cells, and {header.Count} columns");
                else if (needed.All(header.Contains)) prompts.Add((line, FromCells(header, cells, problem => faults.Add($"line {line}: {problem}"))));
            }
        }
        catch (FormatException e)
        {
            faults.Add(e.Message);
        }
        return Finish(filePath, task, prompts, faults);
    }

    /// <summary>
    /// Prompts of a file with a JSON object a line (UTF-8): the texts <c>clean</c>, <c>correct</c>, <c>wrong</c>, maybe <c>corrupted</c>, the
    /// number <c>template</c>, and <c>positions</c>, an object with a word, or its place as a number, for each name.
    /// </summary>
    /// <param name="filePath">The file.</param>
    /// <param name="task">A name for the task; the file's unless given.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">Something is wrong with it; the message lists every problem with its line.</exception>
    public static IReadOnlyList<TaskPrompt> FromJsonLines(string filePath, string? task = null)
    {
        var (faults, prompts) = (new FaultList(), new List<(long, OwnPrompt)>());
        foreach (var (at, line) in TextOf(filePath).Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var (utf8, own) = (Encoding.UTF8.GetBytes(line), new FaultList());
            if (JsonText.FindFault(utf8) is { } fault) own.Add(fault.Replace(" at line 1,", " at", StringComparison.Ordinal));
            else if (FromJson(CheckedJson.Parse(utf8, own)) is { } prompt && own.Count == 0) prompts.Add((at + 1, prompt));
            if (own.Count > 0) faults.Add($"line {at + 1}", own.ToException(filePath, ""));
        }
        return Finish(filePath, task, prompts, faults);
    }

    static IReadOnlyList<TaskPrompt> Finish(string filePath, string? task, List<(long Line, OwnPrompt Prompt)> prompts, FaultList faults)
    {
        var name = task ?? Path.GetFileNameWithoutExtension(filePath);
        List<TaskPrompt?> read = [.. prompts.Select(row => OwnPromptReader.Read(name, row.Prompt, problem => faults.Add($"line {row.Line}: {problem}")))];
        if (read.Count == 0 && faults.Count == 0) faults.Add("there is no prompt in it");
        faults.ThrowIfAny(filePath, "holds no valid list of prompts", Advice);
        return [.. read.Select(prompt => prompt!)];
    }

    static OwnPrompt FromCells(IReadOnlyList<string> header, IReadOnlyList<string> cells, Action<string> fault)
    {
        var of = header.Zip(cells).DistinctBy(cell => cell.First).ToDictionary();
        var template = 0;
        if (of.GetValueOrDefault(Template, "") is { Length: > 0 } given && !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out template))
            fault($"the template is {FaultList.Quote(given)}; a whole number from 0 on is allowed");
        return new OwnPrompt(of[Clean], of[Correct], of[Wrong])
        {
            Corrupted = of.GetValueOrDefault(Corrupted, "") is { Length: > 0 } corrupted ? corrupted : null,
            Template = template,
            Positions = of.Where(cell => !columns.Contains(cell.Key) && cell.Value.Length > 0).ToDictionary(),
        };
    }

    static OwnPrompt? FromJson(CheckedJson root)
    {
        var fields = root.Fields([.. columns, Positions]);
        if (!root.IsObject) return null;
        foreach (var field in needed.Where(field => !fields.ContainsKey(field))) root.Fault($"the field {field} is missing");
        string Text(string name) => fields.GetValueOrDefault(name)?.AnyText() ?? "";
        var positions = new Dictionary<string, string>();
        if (fields.TryGetValue(Positions, out var named))
            foreach (var (role, place) in named.Fields())
                if ((place.Element.ValueKind == JsonValueKind.Number ? place.Integer(int.MinValue, int.MaxValue)?.ToString(CultureInfo.InvariantCulture) : place.Text()) is { } word) positions.Add(role, word);
        return new OwnPrompt(Text(Clean), Text(Correct), Text(Wrong))
        {
            Corrupted = fields.TryGetValue(Corrupted, out var corrupted) && !corrupted.IsNull ? corrupted.AnyText() : null,
            Template = fields.TryGetValue(Template, out var template) ? (int)(template.Integer(0, int.MaxValue) ?? 0) : 0,
            Positions = positions,
        };
    }

    static string TextOf(string filePath)
    {
        if (!File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}.", filePath);
        if (new FileInfo(filePath).Length > JsonFile.MaxBytes) throw new InvalidFileException(filePath, "is not read", [$"it is larger than {JsonFile.MaxBytes} bytes"]);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(filePath)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidFileException(filePath, "is no text", [$"from byte {e.Index} on it is not UTF-8"], "Save it as UTF-8.", e);
        }
    }
}
