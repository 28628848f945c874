namespace Overhear;

/// <summary>Which engine encodes for a byte-pair model.</summary>
static class StretchEncoders
{
    const string OwnLoop = "a merge loop of Overhear's own";

    /// <summary>The kind and the engine, for people, and the encoder, with its cache.</summary>
    public static (string Kind, string Engine, IStretchEncoder Encoder) Of(BytePairModel model, bool byteLevel)
    {
        if (!byteLevel) return ("BPE" + (model.ByteFallback ? " with byte fallback" : ""), OwnLoop, new SpaceCutEncoder(new CachedEncoder(new MergeEncoder(model)), model.Vocabulary.Keys));
        var encoder = new ByteLevelEncoder(model);
        var engine = encoder.OwnLoopOnly ? OwnLoop : $"Microsoft.ML.Tokenizers' BpeTokenizer ({OwnLoop} for stretches from {ByteLevelEncoder.LongStretch} bytes on)";
        return ("byte-level BPE", engine, new CachedEncoder(encoder));
    }
}
