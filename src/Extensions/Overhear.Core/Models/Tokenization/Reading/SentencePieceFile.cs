using System.Text;
using Google.Protobuf;

namespace Overhear;

/// <summary>
/// SentencePiece's model file, tokenizer.model (a protocol buffer; sentencepiece_model.proto): BPE with or without byte fallback, as
/// LLaMA's first two generations and TinyLlama have it.
/// </summary>
static class SentencePieceFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "tokenizer.model";

    /// <exception cref="InvalidFileException">The file is malformed, or of a kind that is not supported.</exception>
    public static TokenizerParts Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var model = ReadModel(path);
        var vocabulary = model.Pieces.ToDictionary(piece => piece.Text, piece => piece.Id, StringComparer.Ordinal);
        return new()
        {
            Kind = "SentencePiece BPE" + (model.ByteFallback ? " with byte fallback" : "") + $" from {FileName}",
            Engine = "a merge loop of Overhear's own",
            Files = [path],
            ModelVocabulary = vocabulary,
            Added = [],
            Normalizer = model.Spacing,
            Encoder = new SpaceCutEncoder(new CachedEncoder(new SentencePieceEncoder(model)), vocabulary.Keys),
            Decoder = new SentencePieceDecoder(model),
            // The file does not say whether BOS is put in front; LLaMA's own code and transformers' LlamaTokenizer do it.
            Before = model.BosId is { } bos ? [bos] : [],
            ControlIds = [.. model.Pieces.Where(piece => piece.Kind is SentencePieceKind.Control or SentencePieceKind.Unknown).Select(piece => piece.Id)],
            BosId = model.BosId,
            EosId = model.EosId,
            PadId = model.PadId,
        };
    }

    static SentencePieceModel ReadModel(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > JsonFile.MaxBytes) throw new InvalidFileException(path, "is not read", [$"it holds {length} bytes; at most {JsonFile.MaxBytes} are allowed"]);
        var fields = new SentencePieceFields();
        try
        {
            fields.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or DecoderFallbackException)
        {
            throw new InvalidFileException(path, "is not a SentencePiece model", [e is DecoderFallbackException ? "a piece is not UTF-8 text" : "it is cut short or no protocol buffer"],
                "Download it again: it must be the file itself, not a pointer to it.", e);
        }
        var faults = new FaultList();
        var model = Check(fields, faults);
        faults.ThrowIfAny(path, "is not a SentencePiece model that can be used");
        return model!;
    }

    static SentencePieceModel? Check(SentencePieceFields fields, FaultList faults)
    {
        var pieces = fields.Pieces;
        if (pieces.Count == 0) faults.Add("it holds no pieces");
        if (!fields.HasTrainer || !fields.HasNormalizer) faults.Add("its trainer_spec or its normalizer_spec is missing: it was cut short, or is no SentencePiece model");
        else if (fields.ModelType != SentencePieceFields.BytePair) faults.Add($"its model_type is {fields.ModelTypeName}; BPE is supported");
        if (fields.HasCharacterMap) faults.Add($"it normalizes text by a table of characters ('{fields.NormalizerName}'); the normalization 'identity' is supported");
        if (fields.SpaceAsSuffix) faults.Add("it puts the mark of a space behind words (treat_whitespace_as_suffix); in front of them is supported");
        var unknown = pieces.Where(piece => piece.Kind == SentencePieceKind.Unknown).ToList();
        if (pieces.Count > 0 && unknown.Count != 1) faults.Add($"it has {unknown.Count} unknown pieces; exactly one is needed");
        var normal = 0;
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, text, score, kind) in pieces)
        {
            if (text.Length == 0) faults.Add($"the piece {id} is empty");
            else if (!owners.TryAdd(text, id)) faults.Add($"the pieces {owners[text]} and {id} are both {FaultList.Quote(text)}; every piece needs a text of its own");
            if (!Enum.IsDefined(kind)) faults.Add($"the piece {id} is of the unknown kind {(int)kind}; 1 to 6 are allowed");
            if (kind == SentencePieceKind.Unused) faults.Add($"the piece {id} is unused; models without such pieces are supported");
            if (float.IsNaN(score)) faults.Add($"the score of piece {id} is not a number");
            if (kind == SentencePieceKind.Byte && BytePieces.ValueOf(text) is null) faults.Add($"the piece {id} is of the kind byte and is {FaultList.Quote(text)}; <0x00> to <0xFF> are allowed");
            if (kind is SentencePieceKind.Normal or SentencePieceKind.UserDefined) normal++;
        }
        if (pieces.Count > 0 && normal == 0) faults.Add("it has no piece that text can become");
        var bytes = pieces.Where(piece => piece.Kind == SentencePieceKind.Byte).ToList();
        if (fields.ByteFallback && bytes.Select(piece => piece.Text).Distinct().Count() != 256) faults.Add($"it falls back to bytes and has {bytes.Count} of the 256 byte pieces");
        if (faults.Count > 0) return null;
        return new()
        {
            Pieces = pieces,
            Spacing = new(fields.RemoveExtraSpaces, fields.AddDummyPrefix, fields.EscapeSpaces),
            AddDummyPrefix = fields.AddDummyPrefix,
            RemoveExtraSpaces = fields.RemoveExtraSpaces,
            ByteFallback = fields.ByteFallback,
            ByteIds = fields.ByteFallback ? [.. bytes.OrderBy(piece => BytePieces.ValueOf(piece.Text)).Select(piece => piece.Id)] : null,
            UnknownId = unknown[0].Id,
            UnknownSurface = fields.UnknownSurface,
            BosId = Control(fields.BosId),
            EosId = Control(fields.EosId),
            PadId = Control(fields.PadId),
        };

        int? Control(int id) => id >= 0 && id < pieces.Count && pieces[id].Kind == SentencePieceKind.Control ? id : null;
    }
}
