using System.Buffers;
using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Bytes of one token as a reader can see them: text where they are whole UTF-8, <c>\xE2</c> where they are part of a character.</summary>
static class PrintableBytes
{
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var done = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done;
            if (done) shown.Append(rune);
            else foreach (var value in bytes[..used]) shown.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            bytes = bytes[used..];
        }
        return shown.ToString();
    }
}
