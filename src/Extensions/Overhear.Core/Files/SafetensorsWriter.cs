using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Overhear;

/// <summary>Writes a .safetensors file: collects what shall stand in it, then writes it whole or not at all.</summary>
/// <remarks>
/// The same tensors give the same bytes, in whatever order they were added: by type as the format's own software orders them, then by
/// name. Numbers are asked for while the file is written, one tensor at a time, so a file can be larger than the memory.
/// <code>new SafetensorsWriter().AddFloats("direction", direction, 768).AddMetadata("layer", "9").Save("direction.safetensors");</code>
/// </remarks>
public sealed class SafetensorsWriter
{
    const int Alignment = 8;

    static readonly JsonWriterOptions headerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);

    sealed record Item(string Name, StorageType Type, long[] Shape, long ByteLength, Action<Stream> Write, bool IsReserved = false);

    /// <summary>Adds a tensor whose bytes are written by a callback.</summary>
    /// <param name="name">Its name; each may be added once.</param>
    /// <param name="type">How its numbers are stored.</param>
    /// <param name="shape">The sizes of its dimensions; empty for a scalar.</param>
    /// <param name="write">Writes exactly the bytes that type and shape ask for, little-endian, row by row. Called by <see cref="Save(string)"/>.</param>
    /// <exception cref="ArgumentException">The name or the shape is not allowed.</exception>
    public SafetensorsWriter Add(string name, StorageType type, IReadOnlyList<long> shape, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(write);
        var quoted = FaultList.Quote(name);
        if (name == SafetensorsHeader.MetadataName)
            throw new ArgumentException($"{quoted} is where a file keeps its notes, so no tensor can have that name. Add notes with AddMetadata.", nameof(name));
        CheckText(name, nameof(name));
        if (shape.Count > SafetensorsHeader.MaxDimensions || shape.Any(size => size < 0))
            throw new ArgumentException($"{quoted} has the shape [{string.Join(", ", shape)}]; at most {SafetensorsHeader.MaxDimensions} sizes from 0 on are allowed.", nameof(shape));
        if (StorageTypes.ByteLength(type, shape) is not { } length)
            throw new ArgumentException($"{quoted} has the shape [{string.Join(", ", shape)}] of {type}, which takes more than {long.MaxValue} bytes.", nameof(shape));
        if (!items.TryAdd(name, new Item(name, type, [.. shape], length, write)))
            throw new ArgumentException($"{quoted} was added before; each name is allowed once.", nameof(name));
        return this;
    }

    /// <summary>Adds float32 numbers, row by row. The array is not copied: it is read when the file is saved.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="values">As many as the shape says.</param>
    /// <param name="shape">The sizes of the dimensions; none for a scalar.</param>
    public SafetensorsWriter AddFloats(string name, float[] values, params long[] shape) => AddArray(name, StorageType.F32, values, shape);

    /// <summary>Adds float64 numbers, row by row. The array is not copied: it is read when the file is saved.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="values">As many as the shape says.</param>
    /// <param name="shape">The sizes of the dimensions; none for a scalar.</param>
    public SafetensorsWriter AddDoubles(string name, double[] values, params long[] shape) => AddArray(name, StorageType.F64, values, shape);

    /// <summary>Adds whole numbers of 32 bits, row by row. The array is not copied: it is read when the file is saved.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="values">As many as the shape says.</param>
    /// <param name="shape">The sizes of the dimensions; none for a scalar.</param>
    public SafetensorsWriter AddInts(string name, int[] values, params long[] shape) => AddArray(name, StorageType.I32, values, shape);

    /// <summary>Adds whole numbers of 64 bits, row by row. The array is not copied: it is read when the file is saved.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="values">As many as the shape says.</param>
    /// <param name="shape">The sizes of the dimensions; none for a scalar.</param>
    public SafetensorsWriter AddLongs(string name, long[] values, params long[] shape) => AddArray(name, StorageType.I64, values, shape);

    /// <summary>Adds a note, or replaces the one of the same key.</summary>
    public SafetensorsWriter AddMetadata(string key, string value)
    {
        CheckText(key, nameof(key));
        CheckText(value, nameof(value));
        metadata[key] = value;
        return this;
    }

    /// <summary>Adds a tensor whose bytes come in pieces: see <see cref="Save(string, Action{SafetensorsRegions})"/>.</summary>
    internal SafetensorsWriter Reserve(string name, StorageType type, IReadOnlyList<long> shape)
    {
        Add(name, type, shape, _ => { });
        items[name] = items[name] with { IsReserved = true };
        return this;
    }

    /// <summary>Writes the file: under a temporary name, then renamed. A file that is there is replaced.</summary>
    /// <param name="filePath">The file.</param>
    /// <exception cref="InvalidOperationException">A callback wrote too many or too few bytes; nothing of the new file is left.</exception>
    public void Save(string filePath) => Save(filePath, _ => { });

    /// <summary>Writes the file, and lets a function fill the reserved tensors piece by piece, in any order.</summary>
    /// <exception cref="InvalidOperationException">Not every byte was written; nothing of the new file is left.</exception>
    internal void Save(string filePath, Action<SafetensorsRegions> fill)
    {
        Item[] ordered = [.. items.Values.OrderByDescending(item => item.Type).ThenBy(item => item.Name, StringComparer.Ordinal)];
        var header = Header(ordered);
        AtomicFile.Write(filePath, stream =>
        {
            Span<byte> length = stackalloc byte[SafetensorsFile.LengthBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            var regions = new SafetensorsRegions(stream);
            foreach (var item in ordered)
            {
                if (item.IsReserved)
                {
                    regions.Add(item.Name, item.ByteLength);
                    continue;
                }
                var content = new ExactLengthStream(stream, item.ByteLength, FaultList.Quote(item.Name));
                item.Write(content);
                if (content.Written != item.ByteLength)
                    throw ExactLengthStream.WrongLength(FaultList.Quote(item.Name), item.ByteLength, content.Written);
            }
            fill(regions);
            regions.RequireFull();
        });
    }

    byte[] Header(Item[] ordered)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, headerOptions))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataName);
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            var offset = 0L;
            foreach (var item in ordered)
            {
                json.WriteStartObject(item.Name);
                json.WriteString("dtype", item.Type.ToString());
                WriteNumbers(json, "shape", item.Shape);
                WriteNumbers(json, "data_offsets", [offset, checked(offset + item.ByteLength)]);
                json.WriteEndObject();
                offset += item.ByteLength;
            }
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        if (buffer.Length > SafetensorsHeader.MaxLength)
            throw new InvalidOperationException($"Names, shapes and notes take {buffer.Length} bytes; a header of at most {SafetensorsHeader.MaxLength} is allowed. Write several files.");
        return buffer.ToArray();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    SafetensorsWriter AddArray<T>(string name, StorageType type, T[] values, long[] shape) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        Add(name, type, shape, stream => WriteArray(stream, values));
        if (items[name].ByteLength / type.ByteSize() == values.Length) return this;
        items.Remove(name);
        throw new ArgumentException($"{FaultList.Quote(name)} has the shape [{string.Join(", ", shape)}], which does not hold {values.Length} numbers.", nameof(shape));
    }

    // A span of bytes holds at most 2^31 - 1, which an array of larger numbers can exceed.
    static void WriteArray<T>(Stream stream, T[] values) where T : unmanaged
    {
        const int Piece = 1 << 24;
        for (var start = 0; start < values.Length; start += Piece)
            stream.Write(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(Piece, values.Length - start))));
    }

    static void CheckText(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        try { strictUtf8.GetByteCount(text); }
        catch (EncoderFallbackException) { throw new ArgumentException($"{FaultList.Quote(text)} holds half of a surrogate pair, which cannot be written as UTF-8.", parameter); }
    }
}
