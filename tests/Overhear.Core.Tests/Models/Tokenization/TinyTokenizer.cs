using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Overhear.Tests;

/// <summary>The smallest tokenizers of each kind, to be changed by a test.</summary>
static class TinyTokenizer
{
    /// <summary>The JSON of a byte-level BPE: 256 bytes, a few merges, <c>&lt;/s&gt;</c> = 300 as a special token.</summary>
    public static JsonObject ByteLevelJson(string without = "", string? unknown = null)
    {
        var vocabulary = Vocabulary(without);
        if (unknown is not null) vocabulary[unknown] = 300;
        return new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 300, ["content"] = "</s>", ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = true },
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject { ["type"] = "BPE", ["unk_token"] = unknown, ["vocab"] = vocabulary, ["merges"] = new JsonArray("a b", "Ġ ab") },
        };
    }

    public static TemporaryTokenizer ByteLevel(string without = "", string? unknown = null) =>
        new TemporaryTokenizer().With("tokenizer.json", ByteLevelJson(without, unknown).ToJsonString());

    /// <summary>GPT-2's two files with the same pieces; the special tokens are OPT's.</summary>
    public static TemporaryTokenizer TwoFiles()
    {
        var vocabulary = Vocabulary("");
        foreach (var (piece, id) in new[] { ("<pad>", 299), ("</s>", 300) }) vocabulary[piece] = id;
        return new TemporaryTokenizer().With("vocab.json", vocabulary.ToJsonString()).With("merges.txt", "#version: 0.2\na b\nĠ ab\n");
    }

    /// <summary>The JSON of a tokenizer of one token a word.</summary>
    public static JsonObject WordsJson(string? unknown = null) => new()
    {
        ["added_tokens"] = new JsonArray(),
        ["pre_tokenizer"] = new JsonObject { ["type"] = "WhitespaceSplit" },
        ["model"] = new JsonObject { ["type"] = "WordLevel", ["unk_token"] = unknown, ["vocab"] = new JsonObject { ["Mary"] = 0, ["gave"] = 1, ["?"] = 2 } },
    };

    /// <summary>A SentencePiece model file of pieces with scores and kinds (1 normal, 2 unknown, 3 control, 4 user defined, 5 unused, 6 byte).</summary>
    public static byte[] Model(IEnumerable<(string Text, float Score, int Kind)> pieces, int type = 2, bool fallback = false, bool removeExtra = false, byte[]? characters = null, bool suffix = false)
    {
        var trainer = Message(output =>
        {
            Number(output, 3, type);
            if (fallback) Number(output, 35, 1);
            if (suffix) Number(output, 24, 1);
        });
        var normalizer = Message(output =>
        {
            Bytes(output, 1, "identity"u8.ToArray());
            if (characters is not null) Bytes(output, 2, characters);
            Number(output, 4, removeExtra ? 1 : 0);
        });
        return Message(output =>
        {
            foreach (var (text, score, kind) in pieces)
                Bytes(output, 1, Message(piece =>
                {
                    Bytes(piece, 1, System.Text.Encoding.UTF8.GetBytes(text));
                    piece.WriteTag(2, WireFormat.WireType.Fixed32);
                    piece.WriteFloat(score);
                    Number(piece, 3, kind);
                }));
            Bytes(output, 2, trainer);
            Bytes(output, 3, normalizer);
        });
    }

    /// <summary>The unknown, beginning and end pieces that every model here begins with.</summary>
    public static IReadOnlyList<(string Text, float Score, int Kind)> Head { get; } = [("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3)];

    static JsonObject Vocabulary(string without)
    {
        var vocabulary = new JsonObject();
        for (var value = 0; value < 256; value++)
            if (!without.Contains((char)value)) vocabulary[ByteAlphabet.CharacterOf((byte)value).ToString()] = value;
        vocabulary["ab"] = 256;
        vocabulary["Ġab"] = 257;
        return vocabulary;
    }

    static void Number(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }

    static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true)) write(output);
        return stream.ToArray();
    }
}
