using System.Text.Json;

namespace Overhear.Kernel;

/// <summary>Reads the prompts that a file holds, as ids or as text.</summary>
static class PromptRows
{
    const int FaultsShown = 5;

    /// <summary>A JSON array with an array of token ids for each prompt.</summary>
    /// <exception cref="Refusal">The file is not that; the first faults are listed in one line.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> ReadTokens(string path)
    {
        const string Wanted = "an array that holds an array of token ids for each prompt is needed: [[1, 2, 3], [4, 5]]";
        try
        {
            using var document = JsonDocument.Parse(Read(path));
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new Refusal($"{path}: {Wanted}.");
            var faults = new List<string>();
            var rows = new List<IReadOnlyList<int>>();
            foreach (var (element, row) in document.RootElement.EnumerateArray().Select((element, row) => (element, row)))
            {
                if (element.ValueKind != JsonValueKind.Array) faults.Add($"prompt {row} is no array");
                else if (element.GetArrayLength() == 0) faults.Add($"prompt {row} has no token");
                else if (element.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var number) || number < 0)) faults.Add($"prompt {row} holds something else than whole numbers from 0 on");
                else rows.Add([.. element.EnumerateArray().Select(id => id.GetInt32())]);
            }
            if (faults.Count == 0 && rows.Count == 0) faults.Add("there is no prompt");
            if (faults.Count > 0) throw new Refusal($"{path}: {string.Join("; ", faults.Take(FaultsShown))}{(faults.Count > FaultsShown ? $"; and {faults.Count - FaultsShown} more" : "")}; {Wanted}.");
            return rows;
        }
        catch (JsonException fault) { throw new Refusal($"{path} is no JSON: line {fault.LineNumber + 1}; {Wanted}."); }
    }

    /// <summary>A prompt a line. Empty lines are passed over; white space within a line is part of the prompt.</summary>
    /// <exception cref="Refusal">There is no such file, or no prompt in it.</exception>
    public static IReadOnlyList<string> ReadPrompts(string path)
    {
        string[] lines = [.. Read(path).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0)];
        return lines.Length > 0 ? lines : throw new Refusal($"{path} holds no prompt; a prompt a line is needed.");
    }

    static string Read(string path)
    {
        if (!File.Exists(path)) throw new Refusal($"There is no file {path}.");
        return File.ReadAllText(path);
    }
}
