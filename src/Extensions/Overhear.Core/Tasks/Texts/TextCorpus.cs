using System.Security.Cryptography;
using System.Text;

namespace Overhear;

/// <summary>Texts to read with a model: a file, or the .txt and .md files of a folder, or the small corpus that ships with Overhear.</summary>
/// <remarks>
/// <c>stories</c>, the corpus that ships, was written for this project (MIT): stories, letters, recipes and lists in which names and
/// things come back. A parameters cell holds <c>var corpus = "stories";</c>, so that <c>-p corpus=PATH</c> puts another in its place:
/// <code>
/// var texts = TextCorpus.Load(corpus);
/// var excerpts = texts.Excerpts(lm, count: 4, tokens: 48, seed: 0);
/// AttentionPatterns.Of(lm, excerpts[0].Prompt)
/// </code>
/// </remarks>
public sealed class TextCorpus
{
    TextCorpus(string path, IReadOnlyList<TextDocument> documents)
    {
        Name = File.Exists(path) ? System.IO.Path.GetFileNameWithoutExtension(path) : System.IO.Path.GetFileName(path);
        Path = path;
        Documents = documents;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents) hash.AppendData(Encoding.UTF8.GetBytes($"{document.Name}\0{document.Text}\0"));
        ContentHash = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads texts. A folder gives its .txt and .md files, those of folders within it too, but no README, LICENSE or hidden file.</summary>
    /// <param name="corpus">A file of UTF-8 text, whatever its extension; a folder; or the name of a corpus that ships, <c>stories</c>. A path is tried first.</param>
    /// <param name="startFolder">Where relative paths begin; the working folder (in a notebook its own) unless said otherwise.</param>
    /// <exception cref="CorpusNotFoundException">There is nothing of that name; the message lists where it was looked for.</exception>
    /// <exception cref="InvalidFileException">A folder without a text, or a file that is empty or not UTF-8; each fault is listed.</exception>
    public static TextCorpus Load(string corpus, string? startFolder = null) => Load(corpus, SearchPlaces.OfThisProcess(startFolder));

    internal static TextCorpus Load(string corpus, SearchPlaces places)
    {
        var path = CorpusSearch.Find(corpus, places);
        return new TextCorpus(path, CorpusReader.Read(path));
    }

    /// <summary>The name of the file, without its extension, or of the folder.</summary>
    public string Name { get; }

    /// <summary>The file or folder, as a full path.</summary>
    public string Path { get; }

    /// <summary>The texts, in the order of their names; at least one.</summary>
    public IReadOnlyList<TextDocument> Documents { get; }

    /// <summary>Words of all texts: what stands between white space.</summary>
    public int WordCount => Documents.Sum(document => document.WordCount);

    /// <summary>SHA-256 of names and texts: equal hashes mean equal excerpts. 64 hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>A text by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those that there are.</exception>
    public TextDocument this[string document] => Documents.FirstOrDefault(d => d.Name == document)
        ?? throw new ArgumentException($"{Name} has no text {FaultList.Quote(document)}. It has {string.Join(", ", Documents.Take(20).Select(d => d.Name))}{(Documents.Count > 20 ? " and more" : "")}.", nameof(document));

    /// <summary>Pieces chosen by chance, each from the beginning of a paragraph on, none overlapping another.</summary>
    /// <param name="model">The model that shall read them: its tokenizer and its context.</param>
    /// <param name="count">How many; at least 1. A larger count begins with the same pieces.</param>
    /// <param name="tokens">Tokens of each, BOS counted; where the context holds fewer, as many as it holds, and the pieces say so.</param>
    /// <param name="seed">Equal seeds choose equal pieces.</param>
    /// <param name="bos">Whether BOS stands in front of each; as the tokenizer's files say unless given.</param>
    /// <returns>Prompts of one length: a batch of them needs no padding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or a length is below what is possible.</exception>
    /// <exception cref="ArgumentException">There are fewer such pieces; the message says how many.</exception>
    public IReadOnlyList<TextExcerpt> Excerpts(TransformerModel model, int count, int tokens = 64, long seed = 0, Bos bos = Bos.AsTokenizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one piece is asked for.");
        var cutter = new ExcerptCutter(model, tokens, bos);
        var starts = from document in Documents from paragraph in Enumerable.Range(0, document.Paragraphs.Count) select (document, paragraph);
        var (chosen, taken) = (new List<TextExcerpt>(), new List<(TextDocument Document, int Start, int End)>());
        foreach (var (document, paragraph) in new SeededRandom(seed).Shuffle(starts))
        {
            Work.Current.ThrowIfCancelled();
            var start = document.Start(paragraph);
            if (cutter.First(document.Text, start) is not { } ids) continue;
            var excerpt = cutter.Excerpt(document, $"paragraph {paragraph}", ids);
            var end = start + excerpt.Prompt.Text.Length;
            if (taken.Any(other => other.Document == document && start < other.End && other.Start < end)) continue;
            taken.Add((document, start, end));
            chosen.Add(excerpt);
            if (chosen.Count == count) return chosen.AsReadOnly();
        }
        throw new ArgumentException(
            $"{Name} gave {chosen.Count} pieces of {cutter.Length} tokens that do not overlap; {count} are asked for. Ask for fewer or for shorter ones, or give a longer text.", nameof(count));
    }

    /// <summary>All of every text in pieces of equal length, one behind the other: each token comes once. The last piece of a text may be shorter.</summary>
    /// <param name="model">The model that shall read them: its tokenizer and its context.</param>
    /// <param name="tokens">Tokens of each, BOS counted; where the context holds fewer, as many as it holds, and the pieces say so.</param>
    /// <param name="bos">Whether BOS stands in front of each; as the tokenizer's files say unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below what is possible.</exception>
    public IReadOnlyList<TextExcerpt> Windows(TransformerModel model, int tokens = 64, Bos bos = Bos.AsTokenizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        var cutter = new ExcerptCutter(model, tokens, bos);
        var pieces = new List<TextExcerpt>();
        foreach (var document in Documents)
        {
            var at = 0;
            foreach (var ids in cutter.All(document.Text))
            {
                Work.Current.ThrowIfCancelled();
                pieces.Add(cutter.Excerpt(document, $"tokens {at} to {at + ids.Count - 1}", ids));
                at += ids.Count;
            }
        }
        return pieces.AsReadOnly();
    }

    /// <summary>The name and how much there is.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Documents.Count} {(Documents.Count == 1 ? "text" : "texts")}, {WordCount} words");
}
