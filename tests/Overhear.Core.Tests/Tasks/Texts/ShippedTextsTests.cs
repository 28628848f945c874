using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>The texts that ship hold what their README says, and what they are for.</summary>
[Trait("Category", "fast")]
public class ShippedTextsTests
{
    static readonly TextCorpus stories = TextCorpus.Load("stories", TestData.RepositoryRoot);
    static readonly string readme = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "notebooks", "texts", "README.md"));

    [Fact]
    public void The_readme_counts_right()
    {
        foreach (var document in stories.Documents) Assert.Matches($@"\| `{document.Name}` \| [^|]+ \| {document.WordCount} \|", readme);
        Assert.Equal(stories.Documents.Count, Regex.Count(readme, @"^\| `", RegexOptions.Multiline));
        var bytes = stories.Documents.Sum(document => Encoding.UTF8.GetByteCount(document.Text));
        Assert.True(bytes >= 30_000);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{stories.Documents.Count} files, {bytes:N0} bytes, {stories.WordCount:N0} words"), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_counts_the_tokens_of_two_tokenizers_right()
    {
        var data = TestData.Data is null ? null : Path.Combine(TestData.Data, "gpt2-bpe");
        var models = TestData.Models is null ? null : Path.Combine(TestData.Models, "stories260k");
        Assert.SkipWhen(data is null || models is null || !Directory.Exists(data) || !Directory.Exists(models), "OVERHEAR_DATA and OVERHEAR_MODELS name no folders that hold gpt2-bpe and stories260k.");
        static int Count(string folder)
        {
            var tokenizer = ModelTokenizer.Load(folder);
            return stories.Documents.Sum(document => tokenizer.Encode(document.Text).Count);
        }

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{Count(data!):N0} tokens for GPT-2's tokenizer, {Count(models!):N0} for the one of the stories260K model"), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_as_the_readme_describes_them()
    {
        foreach (var file in Directory.EnumerateFiles(stories.Path))
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\uFEFF', text);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"[ \t]\n|\n\n\n|\n\n$", text);
        }
    }

    /// <summary>No paragraph comes twice, but for salutations, and names come back within a text and across texts.</summary>
    [Fact]
    public void Nothing_is_there_twice_and_names_come_back()
    {
        var paragraphs = stories.Documents.SelectMany(document => document.Paragraphs).Where(paragraph => paragraph.Length > 40).ToList();
        Assert.Equal(paragraphs.Count, paragraphs.Distinct().Count());
        string[] names = [.. IndirectObject.Names.Where(name => stories.Documents.Any(document => Count(document, name) > 0))];
        Assert.True(names.Length >= 20, string.Join(' ', names));
        Assert.True(names.Count(name => stories.Documents.Count(document => Count(document, name) > 0) >= 4) >= 8);
        Assert.True(stories.Documents.Count(document => names.Count(name => Count(document, name) >= 2) >= 2) >= 10);

        static int Count(TextDocument document, string name) => Regex.Count(document.Text, $@"\b{name}\b");
    }

    [Fact]
    public void Another_text_is_read_the_same_way()
    {
        var alice = TestData.Data is null ? null : Path.Combine(TestData.Data, "alice");
        Assert.SkipWhen(alice is null || !Directory.Exists(alice), "OVERHEAR_DATA names no folder that holds alice.");
        var corpus = TextCorpus.Load(alice!);
        Assert.True(corpus.WordCount > 20_000);
        var model = ReadingModel.With("neox");
        Assert.Equal(Enumerable.Repeat(100, 40), corpus.Excerpts(model, 40, 100).Select(e => e.Prompt.Length));
        Assert.Equal(corpus.Documents.Sum(d => model.Tokenizer.Encode(d.Text).Count), corpus.Windows(model, 128, Bos.Never).Sum(w => w.Prompt.Length));
        Assert.Equal(corpus.ContentHash, TextCorpus.Load(Directory.EnumerateFiles(alice!).Single()).ContentHash);
    }
}
