using System.Text;

namespace Overhear;

/// <summary>
/// The printable character that stands for each byte in vocabularies of byte-level BPE (Radford et al. 2019, GPT-2): the bytes that
/// Latin-1 prints stand for themselves, the other 68 for U+0100 and up, in order.
/// </summary>
static class ByteAlphabet
{
    static readonly char[] characters = Assign();
    static readonly Dictionary<char, byte> bytes = Enumerable.Range(0, 256).ToDictionary(value => characters[value], value => (byte)value);

    /// <summary>The character of a byte.</summary>
    public static char CharacterOf(byte value) => characters[value];

    /// <summary>The byte of a character that <see cref="CharacterOf"/> gave.</summary>
    public static byte ByteOf(char character) => bytes[character];

    /// <summary>The bytes that a piece stands for; null where a character of it stands for none.</summary>
    public static byte[]? BytesOf(string piece)
    {
        var found = new byte[piece.Length];
        for (var i = 0; i < piece.Length; i++)
            if (!bytes.TryGetValue(piece[i], out found[i])) return null;
        return found;
    }

    /// <summary>Text as its UTF-8 bytes' characters, one a byte.</summary>
    public static string FromText(ReadOnlySpan<char> text)
    {
        var encoded = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, encoded);
        return string.Create(encoded.Length, encoded, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = characters[from[i]];
        });
    }

    static char[] Assign()
    {
        var assigned = new char[256];
        var next = (char)256;
        for (var value = 0; value < 256; value++)
            assigned[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : next++;
        return assigned;
    }
}
