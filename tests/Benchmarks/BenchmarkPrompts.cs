using System.Text.Json;

namespace Overhear.Benchmarks;

/// <summary>Prompts as rows of token ids, their corrupted twins and answers.</summary>
/// <param name="Clean">One row a prompt.</param>
/// <param name="Corrupted">Its twin, of the same length.</param>
/// <param name="Correct">The id of the right answer of each prompt.</param>
/// <param name="Wrong">The id of the wrong one.</param>
/// <param name="Description">Where they are from.</param>
sealed record BenchmarkPrompts(IReadOnlyList<int[]> Clean, IReadOnlyList<int[]> Corrupted, IReadOnlyList<int> Correct, IReadOnlyList<int> Wrong, string Description)
{
    const int Count = 16;
    const int Length = 15;

    /// <summary>The first of them, as a batch.</summary>
    public TokenBatch Batch => TokenBatch.FromIds(Clean.Take(Count));

    /// <summary>The first of them beside their twins.</summary>
    public TwinPrompts Twins => new(Batch, TokenBatch.FromIds(Corrupted.Take(Count)), new LogitDifference([.. Correct.Take(Count)], [.. Wrong.Take(Count)]));

    /// <summary>The same, their twins differing from them at one position alone.</summary>
    public TwinPrompts TwinsDifferingAt(int position) => Twins with
    {
        Corrupted = TokenBatch.FromIds(Clean.Take(Count).Zip(Corrupted, (clean, corrupted) => clean.Select((id, at) => at == position ? corrupted[at] : id))),
    };

    /// <summary>The first prompt.</summary>
    public Prompt First => new("", Clean[0], [.. Clean[0].Select(id => $"[{id}]")], 0, "none, these are ids");

    /// <summary>Ids drawn from the vocabulary; each twin differs in every position.</summary>
    public static BenchmarkPrompts Random(TransformerConfig config, long seed)
    {
        var random = new SeededRandom(seed);
        var length = Math.Min(Length, config.ContextLength);
        int[] Row() => [.. Enumerable.Range(0, length).Select(_ => random.Next(config.VocabularySize))];
        int[][] Rows() => [.. Enumerable.Range(0, Count).Select(_ => Row())];
        int[] Answers() => [.. Enumerable.Range(0, Count).Select(_ => random.Next(config.VocabularySize))];
        return new BenchmarkPrompts(Rows(), Rows(), Answers(), Answers(), $"{Count} prompts of {length} random tokens");
    }

    /// <summary>The folder's prompts.json; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It lacks a table.</exception>
    public static BenchmarkPrompts? Read(string folder)
    {
        var path = Path.Combine(folder, "prompts.json");
        if (!File.Exists(path)) return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        JsonElement Table(params string[] names) => names.Select(name => root.TryGetProperty(name, out var table) ? table : default).FirstOrDefault(t => t.ValueKind == JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } found
            ? found : throw new InvalidDataException($"{path} has no table {string.Join(" or ", names)}. It has clean; corrupted or swap; correct; wrong.");
        int[][] Rows(JsonElement table) => [.. table.EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
        int[] Ids(JsonElement table) => [.. table.EnumerateArray().Select(id => id.GetInt32())];
        var (clean, corrupted, correct, wrong) = (Rows(Table("clean")), Rows(Table("corrupted", "swap")), Ids(Table("correct")), Ids(Table("wrong")));
        if (clean.Length == 0 || new[] { corrupted.Length, correct.Length, wrong.Length }.Any(n => n != clean.Length))
            throw new InvalidDataException($"{path} has {clean.Length} clean prompts, {corrupted.Length} corrupted ones, {correct.Length} right and {wrong.Length} wrong answers; there must be equally many, and at least one.");
        return new BenchmarkPrompts(clean, corrupted, correct, wrong, $"{Math.Min(Count, clean.Length)} of {clean.Length} prompts of prompts.json");
    }
}
