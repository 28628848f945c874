using System.Text;

namespace Overhear;

/// <summary>The bytes that the pieces' characters stand for, read as UTF-8; what is none becomes U+FFFD.</summary>
sealed class ByteLevelStep : IDecoderStep
{
    public IEnumerable<string> Apply(IEnumerable<string> pieces) => [Encoding.UTF8.GetString([.. pieces.SelectMany(Bytes)])];

    public string Display(string piece) => PrintableBytes.Show(Bytes(piece));

    // An added token may hold characters that stand for no byte: then it is text.
    static byte[] Bytes(string piece) => ByteAlphabet.BytesOf(piece) ?? Encoding.UTF8.GetBytes(piece);
}
