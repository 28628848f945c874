using System.Globalization;

namespace Overhear;

/// <summary>The pieces <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> of vocabularies that fall back to bytes.</summary>
static class BytePieces
{
    static readonly string[] pieces = [.. Enumerable.Range(0, 256).Select(value => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"))];
    static readonly Dictionary<string, byte> values = pieces.Select((piece, value) => (piece, value)).ToDictionary(pair => pair.piece, pair => (byte)pair.value);

    /// <summary>How a byte is written.</summary>
    public static string Of(byte value) => pieces[value];

    /// <summary>The byte of a piece; null where it is none.</summary>
    public static byte? ValueOf(string piece) => values.TryGetValue(piece, out var value) ? value : null;
}
