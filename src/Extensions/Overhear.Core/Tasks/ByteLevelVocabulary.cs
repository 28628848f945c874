using System.Text;
using System.Text.Json.Nodes;

namespace Overhear;

/// <summary>
/// The vocabulary of a byte-level BPE tokenizer (Radford et al. 2019) without merges: a token that starts a text, the 256 bytes, and
/// whole words. A word that is not in it falls into bytes.
/// </summary>
sealed class ByteLevelVocabulary
{
    /// <summary>The token that starts a text and ends it, id 0.</summary>
    public const string EndOfText = "<|endoftext|>";

    static readonly Gpt2Pattern pattern = new();

    /// <param name="texts">Every word of these becomes one token.</param>
    public ByteLevelVocabulary(IEnumerable<string> texts)
    {
        var words = texts.SelectMany(Words).Where(word => Encoding.UTF8.GetByteCount(word) > 1).Distinct().Order(StringComparer.Ordinal);
        Tokens = [EndOfText, .. Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharacterOf((byte)value).ToString()), .. words.Select(word => ByteAlphabet.FromText(word))];
    }

    /// <summary>The tokens by id, spelled as byte-level tokenizers do: each byte as one printable letter, the space as Ġ.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The words of a text.</summary>
    static IEnumerable<string> Words(string text) => pattern.Cut(text).Select(word => text.Substring(word.Offset, word.Length));

    /// <summary>Writes tokenizer.json and tokenizer_config.json as Hugging Face's tokenizers library reads them.</summary>
    /// <param name="folder">Where; made if it is not there.</param>
    /// <param name="contextLength">The longest text of the model, in tokens.</param>
    public void Write(string folder, int contextLength)
    {
        WriteJson(Path.Combine(folder, "tokenizer.json"), new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(new JsonObject
            {
                ["id"] = 0, ["content"] = EndOfText, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
            }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevel(),
            ["post_processor"] = Template(),
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = true,
                ["vocab"] = new JsonObject(Tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
                ["merges"] = new JsonArray(),
            },
        });
        WriteJson(Path.Combine(folder, "tokenizer_config.json"), new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["bos_token"] = EndOfText,
            ["eos_token"] = EndOfText,
            ["model_max_length"] = contextLength,
            ["clean_up_tokenization_spaces"] = false,
        });
    }

    static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = true };

    /// <summary>Puts the token that starts a text in front of every text.</summary>
    static JsonObject Template()
    {
        JsonObject Start(int type) => new() { ["SpecialToken"] = new JsonObject { ["id"] = EndOfText, ["type_id"] = type } };
        JsonObject Text(string id, int type) => new() { ["Sequence"] = new JsonObject { ["id"] = id, ["type_id"] = type } };
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(Start(0), Text("A", 0)),
            ["pair"] = new JsonArray(Start(0), Text("A", 0), Start(1), Text("B", 1)),
            ["special_tokens"] = new JsonObject { [EndOfText] = new JsonObject { ["id"] = EndOfText, ["ids"] = new JsonArray(0), ["tokens"] = new JsonArray(EndOfText) } },
        };
    }

    static void WriteJson(string filePath, JsonObject json) => AtomicFile.WriteText(filePath, json.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n");
}
