using System.Text;
using Google.Protobuf;

namespace Overhear;

/// <summary>The fields of a SentencePiece model file that matter here, with the format's defaults where one is left out.</summary>
sealed class SentencePieceFields
{
    /// <summary>The number of the model type BPE.</summary>
    public const int BytePair = 2;

    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The pieces in the order of their ids.</summary>
    public List<SentencePiece> Pieces { get; } = [];

    public bool HasTrainer { get; private set; }

    public bool HasNormalizer { get; private set; }

    public int ModelType { get; private set; } = 1;

    public string ModelTypeName => ModelType switch { 1 => "UNIGRAM", 2 => "BPE", 3 => "WORD", 4 => "CHAR", var other => $"{other}" };

    public bool SpaceAsSuffix { get; private set; }

    public bool ByteFallback { get; private set; }

    public int BosId { get; private set; } = 1;

    public int EosId { get; private set; } = 2;

    public int PadId { get; private set; } = -1;

    public string UnknownSurface { get; private set; } = " \u2047 ";

    public string NormalizerName { get; private set; } = "";

    public bool HasCharacterMap { get; private set; }

    public bool AddDummyPrefix { get; private set; } = true;

    public bool RemoveExtraSpaces { get; private set; } = true;

    public bool EscapeSpaces { get; private set; } = true;

    /// <summary>Reads ModelProto.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are cut short or no protocol buffer.</exception>
    /// <exception cref="DecoderFallbackException">A text is not UTF-8.</exception>
    public void Read(byte[] file)
    {
        var input = new CodedInputStream(file);
        while (Next(input, out var field, out var wire))
        {
            if (wire != WireFormat.WireType.LengthDelimited || field is not (1 or 2 or 3 or 5)) input.SkipLastField();
            else if (field == 1) ReadPiece(new(input.ReadBytes().ToByteArray()));
            else if (field == 2) ReadTrainer(new(input.ReadBytes().ToByteArray()));
            else ReadNormalizer(new(input.ReadBytes().ToByteArray()), isDenormalizer: field == 5);
        }
    }

    void ReadPiece(CodedInputStream input)
    {
        var (text, score, kind) = ("", 0f, SentencePieceKind.Normal);
        while (Next(input, out var field, out var wire))
        {
            if ((field, wire) == (1, WireFormat.WireType.LengthDelimited)) text = Text(input);
            else if ((field, wire) == (2, WireFormat.WireType.Fixed32)) score = input.ReadFloat();
            else if ((field, wire) == (3, WireFormat.WireType.Varint)) kind = (SentencePieceKind)input.ReadEnum();
            else input.SkipLastField();
        }
        Pieces.Add(new(Pieces.Count, text, score, kind));
    }

    void ReadTrainer(CodedInputStream input)
    {
        HasTrainer = true;
        while (Next(input, out var field, out var wire))
        {
            if ((field, wire) == (44, WireFormat.WireType.LengthDelimited)) UnknownSurface = Text(input);
            else if (wire != WireFormat.WireType.Varint) input.SkipLastField();
            else if (field == 3) ModelType = input.ReadEnum();
            else if (field == 24) SpaceAsSuffix = input.ReadBool();
            else if (field == 35) ByteFallback = input.ReadBool();
            else if (field == 41) BosId = input.ReadInt32();
            else if (field == 42) EosId = input.ReadInt32();
            else if (field == 43) PadId = input.ReadInt32();
            else input.SkipLastField();
        }
    }

    void ReadNormalizer(CodedInputStream input, bool isDenormalizer)
    {
        HasNormalizer |= !isDenormalizer;
        while (Next(input, out var field, out var wire))
        {
            if ((field, wire) == (2, WireFormat.WireType.LengthDelimited)) HasCharacterMap |= input.ReadBytes().Length > 0;
            else if (isDenormalizer) input.SkipLastField();
            else if ((field, wire) == (1, WireFormat.WireType.LengthDelimited)) NormalizerName = Text(input);
            else if (wire != WireFormat.WireType.Varint) input.SkipLastField();
            else if (field == 3) AddDummyPrefix = input.ReadBool();
            else if (field == 4) RemoveExtraSpaces = input.ReadBool();
            else if (field == 5) EscapeSpaces = input.ReadBool();
            else input.SkipLastField();
        }
    }

    static bool Next(CodedInputStream input, out int field, out WireFormat.WireType wire)
    {
        var tag = input.ReadTag();
        (field, wire) = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
        return tag != 0;
    }

    static string Text(CodedInputStream input) => strict.GetString(input.ReadBytes().Span);
}
