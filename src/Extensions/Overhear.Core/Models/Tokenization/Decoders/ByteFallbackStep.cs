using System.Text;

namespace Overhear;

/// <summary>Byte pieces in a row become the text that their bytes are; where they are no UTF-8, each becomes U+FFFD.</summary>
sealed class ByteFallbackStep : IDecoderStep
{
    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public IEnumerable<string> Apply(IEnumerable<string> pieces)
    {
        var bytes = new List<byte>();
        foreach (var piece in pieces)
        {
            if (BytePieces.ValueOf(piece) is { } value)
            {
                bytes.Add(value);
                continue;
            }
            if (bytes.Count > 0) yield return Text(bytes);
            bytes.Clear();
            yield return piece;
        }
        if (bytes.Count > 0) yield return Text(bytes);
    }

    public string Display(string piece) => BytePieces.ValueOf(piece) is { } value ? PrintableBytes.Show([value]) : piece;

    static string Text(List<byte> bytes)
    {
        try { return strict.GetString([.. bytes]); }
        catch (DecoderFallbackException) { return new string('\uFFFD', bytes.Count); }
    }
}
