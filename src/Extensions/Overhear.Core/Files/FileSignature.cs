namespace Overhear;

/// <summary>Tells files that are often found in the place of a .safetensors file by their first bytes.</summary>
static class FileSignature
{
    /// <summary>What the file seems to be.</summary>
    /// <param name="Fault">What was found.</param>
    /// <param name="Advice">What to do about it.</param>
    public sealed record Finding(string Fault, string Advice);

    /// <summary>What the first 8 bytes betray; null where they could be the length of a header.</summary>
    public static Finding? Recognise(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("version "u8))
            return new("it is a pointer of Git LFS, a few lines of text in the place of the weights", "Run 'git lfs pull' in its folder, or download the file itself.");
        if (start.StartsWith("PK\u0003\u0004"u8))
            return new("it is a zip archive, which is how PyTorch writes pickle files", WeightFiles.PickleAdvice);
        return start.StartsWith("GGUF"u8) ? new("it is a GGUF file", "Take the model's safetensors files instead.") : null;
    }
}
