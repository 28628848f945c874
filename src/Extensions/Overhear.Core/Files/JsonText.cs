using System.Text.Json;
using System.Text.Unicode;

namespace Overhear;

/// <summary>Checks bytes for being JSON text, before anything reads them as such.</summary>
static class JsonText
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>The first reason for which the bytes are no JSON text (UTF-8, one value, no half surrogates); null where they are.</summary>
    public static string? FindFault(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return $"it is not UTF-8 text (from byte {FirstInvalidByte(utf8)} on)";
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                // An escaped half of a surrogate pair is valid to the reader, yet it is no text.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
            }
            return null;
        }
        catch (JsonException e)
        {
            return $"it is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {Reason(e)}";
        }
        catch (InvalidOperationException)
        {
            return $"the text at byte {reader.TokenStartIndex} escapes half of a surrogate pair";
        }
    }

    static int FirstInvalidByte(ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        while (System.Text.Rune.DecodeFromUtf8(utf8[offset..], out _, out var used) == System.Buffers.OperationStatus.Done) offset += used;
        return offset;
    }

    // The reader's message repeats the position after its first sentence.
    static string Reason(JsonException e)
    {
        var position = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? e.Message : e.Message[..position]).TrimEnd('.', ' ');
    }
}
