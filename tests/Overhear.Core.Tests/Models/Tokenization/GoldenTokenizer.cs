using System.Collections.Concurrent;
using System.Text.Json;

namespace Overhear.Tests;

/// <summary>A file of golden/tokenizers: what one tokenizer of other software makes of each string of cases.json.</summary>
sealed class GoldenTokenizer
{
    static readonly ConcurrentDictionary<string, GoldenTokenizer> read = new();
    static readonly Lazy<IReadOnlyDictionary<string, string>> texts = new(() => Parse("cases.json").GetProperty("cases").EnumerateArray()
        .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("text").GetString()!));

    readonly Lazy<ModelTokenizer> tokenizer;
    readonly Lazy<ModelTokenizer> sentencePiece;

    GoldenTokenizer(string name)
    {
        var root = Parse(name + ".json");
        Files = [.. root.GetProperty("files").EnumerateArray().Select(file => Path.GetFullPath(Path.Combine(Root, file.GetString()!)))];
        VocabularySize = root.GetProperty("vocabulary").GetInt32();
        Cases = [.. root.GetProperty("cases").EnumerateArray()];
        tokenizer = new(() => Load(Files.Where(file => !IsModel(file))));
        sentencePiece = new(() => Load(Files.Where(IsModel)));
    }

    public static string Root => Path.Combine(TestData.Golden, "tokenizers");

    /// <summary>The names of the files that describe a tokenizer.</summary>
    public static IReadOnlyList<string> Names => !Directory.Exists(Root) ? [] : [.. Directory.GetFiles(Root, "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => Parse(name + ".json").TryGetProperty("files", out _)).Order(StringComparer.Ordinal)];

    /// <summary>The tokenizer's own files.</summary>
    public IReadOnlyList<string> Files { get; }

    public int VocabularySize { get; }

    public IReadOnlyList<JsonElement> Cases { get; }

    public ModelTokenizer Tokenizer => tokenizer.Value;

    /// <summary>The reader of tokenizer.model alone.</summary>
    public ModelTokenizer SentencePiece => sentencePiece.Value;

    public bool HasSentencePiece => Files.Any(IsModel);

    /// <summary>Reads a case file; skips the test where its tokenizer lies outside of the golden folder and is not there.</summary>
    public static GoldenTokenizer Read(string name)
    {
        var golden = read.GetOrAdd(name, key => new GoldenTokenizer(key));
        foreach (var file in golden.Files.Where(file => !File.Exists(file)))
        {
            Assert.False(file.StartsWith(Path.GetFullPath(Root), StringComparison.Ordinal), $"{file} is missing from the golden folder.");
            Assert.Skip($"The tokenizer of {name} lies outside of the golden folder, and {file} is not there.");
        }
        return golden;
    }

    /// <summary>Compares what the tokenizer gives with what a field holds, in every case that has it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="actual">What the tokenizer gives for a text, as text or as a list of ids or of texts.</param>
    public int Compare(string field, Func<string, JsonElement, object> actual)
    {
        var faults = new List<string>();
        var compared = 0;
        foreach (var item in Cases)
        {
            if (!item.TryGetProperty(field, out var wanted)) continue;
            compared++;
            var name = item.GetProperty("name").GetString()!;
            var given = JsonSerializer.Serialize(actual(texts.Value[name], item));
            var expected = JsonSerializer.Serialize(wanted);
            if (given != expected) faults.Add($"{name}: {field} {given}, not {expected}");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {compared} cases differ:\n{string.Join('\n', faults.Take(10))}");
        return compared;
    }

    static bool IsModel(string file) => file.EndsWith(".model", StringComparison.Ordinal);

    static ModelTokenizer Load(IEnumerable<string> files)
    {
        using var folder = new TemporaryTokenizer();
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            folder.WithCopy(name.StartsWith("tokenizer", StringComparison.Ordinal) ? "tokenizer" + Path.GetExtension(name) : name, file);
        }
        return folder.Load();
    }

    static JsonElement Parse(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, name))).RootElement;
}
