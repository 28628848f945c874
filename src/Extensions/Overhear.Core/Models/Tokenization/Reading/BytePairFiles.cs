using System.Text;

namespace Overhear;

/// <summary>GPT-2's files, vocab.json and merges.txt, which OPT has too: byte-level BPE by GPT-2's pattern.</summary>
static class BytePairFiles
{
    /// <summary>The pieces and their ids.</summary>
    public const string VocabularyName = "vocab.json";

    /// <summary>The merges, one a line.</summary>
    public const string MergesName = "merges.txt";

    const string EndOfText = "<|endoftext|>";

    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="folder">The folder of both files.</param>
    /// <param name="prefixSpace">Whether a space is put in front of text that does not begin with one.</param>
    /// <exception cref="InvalidFileException">One of them is malformed.</exception>
    public static TokenizerParts Read(string folder, bool prefixSpace)
    {
        var (vocabularyPath, mergesPath) = (Path.Combine(folder, VocabularyName), Path.Combine(folder, MergesName));
        var faults = new FaultList();
        var vocabulary = VocabularyReader.Read(TokenizerNode.Open(vocabularyPath, faults));
        faults.ThrowIfAny(vocabularyPath, "is not a vocabulary");
        var model = new BytePairModel { Vocabulary = vocabulary, Merges = ReadMerges(mergesPath, vocabulary) };
        var (kind, engine, encoder) = StretchEncoders.Of(model, byteLevel: true);
        // What GPT-2's tokenizer takes for the beginning and the end of a text unless its settings name something else.
        var endOfText = vocabulary.TryGetValue(EndOfText, out var id) ? id : (int?)null;
        return new()
        {
            Kind = $"{kind} from {VocabularyName} and {MergesName}",
            Engine = engine,
            Files = [vocabularyPath, mergesPath],
            ModelVocabulary = vocabulary,
            Added = endOfText is null ? [] : [new(EndOfText, id, Special: true)],
            Prefix = prefixSpace ? new SpacePrefix(' ', PrefixPlace.Always) : null,
            Pattern = new Gpt2Pattern(),
            Encoder = encoder,
            Decoder = new StepDecoder([new ByteLevelStep()]),
            BosId = endOfText,
            EosId = endOfText,
        };
    }

    static MergeTable ReadMerges(string path, Dictionary<string, int> vocabulary)
    {
        var faults = new FaultList();
        var reader = new MergeReader(vocabulary, vocabulary.Count);
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            if (line.Length == 0 || line.StartsWith("#version", StringComparison.Ordinal)) continue;
            var fault = MergeReader.TryDivide(line, out var left, out var right)
                ? reader.Add(left, right)
                : $"{FaultList.Quote(line)} stands there; two pieces divided by a space are needed";
            if (fault is not null) faults.Add($"line {number}: {fault}");
        }
        faults.ThrowIfAny(path, "is not a list of merges");
        return reader.Table;
    }

    static IEnumerable<string> Lines(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > JsonFile.MaxBytes) throw new InvalidFileException(path, "is not read", [$"it holds {length} bytes; at most {JsonFile.MaxBytes} are allowed"]);
        try
        {
            return strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r'));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidFileException(path, "is not a list of merges", ["it is not UTF-8 text"], inner: e);
        }
    }
}
