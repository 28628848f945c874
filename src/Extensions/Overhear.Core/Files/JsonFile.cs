using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Overhear;

/// <summary>JSON files: read with clear errors, written whole or not at all.</summary>
static class JsonFile
{
    /// <summary>The largest JSON file that is read: tokenizers of large vocabularies take about 20 MB.</summary>
    public const long MaxBytes = 256L << 20;

    /// <summary>
    /// How the project's own files are written and read: camel case, indented, NaN and infinities by name; on reading, an unknown or
    /// repeated field, a missing required one, and a null where none may be, are errors.
    /// </summary>
    public static JsonSerializerOptions Strict { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonText.MaxDepth,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The bytes of a JSON file, without a byte order mark, known to be JSON text.</summary>
    /// <exception cref="InvalidFileException">The file is too large, or no JSON text.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(string filePath, long maxBytes = MaxBytes)
    {
        byte[] bytes;
        using (var stream = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            if (stream.Length > maxBytes)
                throw new InvalidFileException(filePath, "is not read", [$"it holds {stream.Length} bytes; at most {maxBytes} are allowed"]);
            bytes = new byte[stream.Length];
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidFileException(filePath, "could not be read", ["it became shorter while it was read"], "Try again when nothing writes to it.");
        }
        ReadOnlyMemory<byte> text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        if (text.IsEmpty) throw new InvalidFileException(filePath, "is not valid JSON", ["it is empty"]);
        if (JsonText.FindFault(text.Span) is { } fault) throw new InvalidFileException(filePath, "is not valid JSON", [fault]);
        return text;
    }

    /// <summary>Reads a file as a value of a type, by <see cref="Strict"/>.</summary>
    /// <exception cref="InvalidFileException">The file is no JSON text, or does not fit the type.</exception>
    public static T Read<T>(string filePath)
    {
        var bytes = ReadBytes(filePath);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, Strict)
                ?? throw new InvalidFileException(filePath, $"holds no {typeof(T).Name}", ["it is null"]);
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(filePath, $"holds no {typeof(T).Name}", [$"{e.Path}: {e.Message.TrimEnd('.')}"], inner: e);
        }
    }

    /// <summary>Writes a value by <see cref="Strict"/>, with a line break at the end.</summary>
    public static void Write<T>(string filePath, T value) => AtomicFile.Write(filePath, stream =>
    {
        JsonSerializer.Serialize(stream, value, Strict);
        stream.WriteByte((byte)'\n');
    });
}
