namespace Overhear;

/// <summary>Hugging Face's tokenizer.json: byte-level BPE, LLaMA's BPE in both of its layouts, and one token a word.</summary>
/// <remarks>Truncation and padding, which the file may hold too, are no part of the tokenizer here.</remarks>
static class TokenizerJsonFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "tokenizer.json";

    /// <exception cref="InvalidFileException">The file is malformed, or of a kind that is not supported.</exception>
    public static TokenizerParts Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var faults = new FaultList();
        var root = TokenizerNode.Open(path, faults);
        if (!root.IsObject) root.Fault($"{root.Kind} stands here; an object is needed");
        faults.ThrowIfAny(path, "is no tokenizer");
        var normalizer = NormalizerReader.Read(root["normalizer"]);
        var cutting = PreTokenizerReader.Read(root["pre_tokenizer"]);
        var steps = DecoderReader.Read(root["decoder"]);
        var template = PostProcessorReader.Read(root["post_processor"]);
        var added = Added(root["added_tokens"]);
        var make = Model(root["model"], cutting.ByteLevel, out var vocabulary);
        Check(root["added_tokens"], vocabulary, added, template);
        faults.ThrowIfAny(path, "is not a tokenizer that can be used");
        var (kind, engine, encoder) = make!();
        return new()
        {
            Kind = $"{kind} from {FileName}",
            Engine = engine,
            Files = [path],
            ModelVocabulary = vocabulary,
            Added = added,
            Normalizer = normalizer,
            Prefix = cutting.Prefix,
            Pattern = cutting.Pattern,
            Encoder = encoder,
            Decoder = new StepDecoder(steps),
            Before = template.Before,
            Behind = template.Behind,
            BosId = template.Before is [var bos] ? bos : null,
            EosId = template.Behind is [var eos] ? eos : null,
        };
    }

    // The encoder is built only when the whole file is known to be without fault.
    static Func<(string Kind, string Engine, IStretchEncoder Encoder)>? Model(TokenizerNode node, bool byteLevel, out Dictionary<string, int> vocabulary)
    {
        vocabulary = [];
        // Files of older versions leave the type out where the model is a BPE.
        var type = node["type"].Exists ? node["type"].Text("the model's type") : node["merges"].Exists ? "BPE" : null;
        switch (type)
        {
            case "BPE":
                var model = BytePairReader.Read(node);
                vocabulary = model.Vocabulary;
                return () => StretchEncoders.Of(model, byteLevel);
            case "WordLevel":
                var words = VocabularyReader.Read(node["vocab"]);
                var unknown = node["unk_token"].OptionalText("the unknown token") is { } text && words.TryGetValue(text, out var id) ? id : (int?)null;
                if (byteLevel) node["type"].Fault("a WordLevel model behind a ByteLevel pre-tokenizer is not supported");
                vocabulary = words;
                return () => ("one token a word", "a look-up", new WordLevelEncoder(words, unknown));
            default:
                if (!node.IsObject || type is null) node.Fault(node.IsObject ? "the model has no type; BPE and WordLevel are supported" : $"{node.Kind} stands here; a model is needed");
                else node["type"].Fault($"the model {FaultList.Quote(type)} is not supported; BPE and WordLevel are");
                return null;
        }
    }

    static List<AddedToken> Added(TokenizerNode node)
    {
        var added = new List<AddedToken>();
        if (!node.Exists) return added;
        foreach (var item in node.Items("an array of added tokens"))
        {
            if (item["content"].Text("the added token") is not { } content || item["id"].Number(0, VocabularyReader.LargestId) is not { } id) continue;
            if (content.Length == 0) item["content"].Fault("the added token is empty");
            added.Add(ReadAdded(item, content, id));
        }
        return added;
    }

    /// <summary>The properties of an added token.</summary>
    public static AddedToken ReadAdded(TokenizerNode item, string content, int id)
    {
        if (item["single_word"].Flag(false)) item["single_word"].Fault("added tokens that are found between words only are not supported; false is");
        var special = item["special"].Flag(false);
        return new(content, id, special, item["normalized"].Flag(!special), item["lstrip"].Flag(false), item["rstrip"].Flag(false));
    }

    static void Check(TokenizerNode node, Dictionary<string, int> vocabulary, List<AddedToken> added, TextTemplate template)
    {
        foreach (var fault in AddedTokenCheck.Faults(vocabulary, added)) node.Fault(fault);
        var known = vocabulary.Values.Concat(added.Select(token => token.Id)).ToHashSet();
        foreach (var id in template.Before.Concat(template.Behind).Where(id => !known.Contains(id))) node.Fault($"the post-processor adds the id {id}, which no piece has");
    }
}
