namespace Overhear;

/// <summary>The decoder of a tokenizer.json.</summary>
static class DecoderReader
{
    const string Supported = "ByteLevel, Replace (of a String), ByteFallback, Fuse, Strip, Metaspace and Sequence of them are supported";

    /// <summary>Its steps; none where there is no decoder.</summary>
    public static IReadOnlyList<IDecoderStep> Read(TokenizerNode node)
    {
        if (!node.Exists) return [];
        switch (node["type"].Text("the decoder's type"))
        {
            case "ByteLevel": return [new ByteLevelStep()];
            case "ByteFallback": return [new ByteFallbackStep()];
            case "Fuse": return [new FuseStep()];
            case "Replace":
                return NormalizerReader.ReplacedText(node["pattern"]) is { } what && node["content"].Text("the text to put there") is { } by ? [new ReplaceStep(what, by)] : [];
            case "Strip":
                return Character(node["content"]) is { } stripped && node["start"].Number(0, int.MaxValue) is { } start && node["stop"].Number(0, int.MaxValue) is { } stop
                    ? [new StripStep(stripped, start, stop)]
                    : [];
            case "Metaspace":
                var prefixed = node["prepend_scheme"].OptionalText("the scheme") is { } scheme ? scheme != "never" : node["add_prefix_space"].Flag(true);
                return Character(node["replacement"]) is { } mark ? [new MetaspaceStep(mark, prefixed)] : [];
            case "Sequence": return [.. node["decoders"].Items("an array of decoders").SelectMany(Read)];
            case { } other:
                node["type"].Fault($"the decoder {FaultList.Quote(other)} is not supported; {Supported}");
                return [];
            default: return [];
        }
    }

    static char? Character(TokenizerNode node)
    {
        var text = node.Text("one character");
        if (text is { Length: 1 }) return text[0];
        if (text is not null) node.Fault($"{FaultList.Quote(text)} stands here; one character is needed");
        return null;
    }
}
