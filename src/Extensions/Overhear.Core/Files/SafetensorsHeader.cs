using System.Collections.ObjectModel;
using System.Text.Json;

namespace Overhear;

/// <summary>Reads the header of a .safetensors file and finds every fault in it.</summary>
sealed class SafetensorsHeader
{
    /// <summary>The longest header that the format allows, in bytes.</summary>
    public const long MaxLength = 100_000_000;

    /// <summary>The most dimensions that are read; PyTorch and NumPy work on no more.</summary>
    public const int MaxDimensions = 64;

    /// <summary>The field that holds notes instead of a tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>What helps against most faults.</summary>
    public const string Advice = "Download or write the file again; an interrupted download is the usual cause.";

    readonly FaultList faults = new();
    readonly List<StoredTensor> tensors = [];
    readonly Dictionary<string, string> metadata = [];
    bool placesKnown = true;

    SafetensorsHeader()
    {
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; private set; } = [];

    /// <summary>The writer's notes.</summary>
    public IReadOnlyDictionary<string, string> Metadata => new ReadOnlyDictionary<string, string>(metadata);

    /// <summary>Reads and checks a header.</summary>
    /// <exception cref="InvalidFileException">It is not valid.</exception>
    public static SafetensorsHeader Parse(string filePath, ReadOnlySpan<byte> text, long fileLength)
    {
        var header = new SafetensorsHeader();
        if (text.IsEmpty) header.faults.Add("its header is empty; the shortest one is {}");
        else if (text[0] != (byte)'{') header.faults.Add($"its header begins with byte 0x{text[0]:x2}; it must begin with '{{'");
        else if (JsonText.FindFault(text) is { } fault) header.faults.Add($"in its header, {fault}");
        else header.ReadObject(text, dataStart: SafetensorsFile.LengthBytes + text.Length, fileLength);
        header.faults.ThrowIfAny(filePath, SafetensorsFile.Problem, Advice);
        return header;
    }

    void ReadObject(ReadOnlySpan<byte> text, long dataStart, long fileLength)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth });
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name)) faults.Add($"{FaultList.Quote(name)} stands there twice; each name is allowed once");
            reader.Read();
            if (name == MetadataName) ReadMetadata(ref reader);
            else ReadTensor(name, ref reader);
        }
        Entries = StoredTensor.Place(tensors, placesKnown, dataStart, fileLength - dataStart, faults);
    }

    void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add($"{MetadataName} is {Kind(ref reader)}; an object of texts is allowed");
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                faults.Add($"{MetadataName}: {FaultList.Quote(key)} is {Kind(ref reader)}; text is allowed");
                reader.Skip();
            }
            else if (!metadata.TryAdd(key, reader.GetString()!)) faults.Add($"{MetadataName}: {FaultList.Quote(key)} stands there twice; each key is allowed once");
        }
    }

    void ReadTensor(string name, ref Utf8JsonReader reader)
    {
        var tensor = FaultList.Quote(name);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add($"tensor {tensor} is {Kind(ref reader)}; an object with dtype, shape and data_offsets is allowed");
            reader.Skip();
            placesKnown = false;
            return;
        }
        var fields = new HashSet<string>(StringComparer.Ordinal);
        StorageType? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString()!;
            if (!fields.Add(field)) faults.Add($"tensor {tensor}: {FaultList.Quote(field)} stands there twice; each field is allowed once");
            reader.Read();
            switch (field)
            {
                case "dtype": type = ReadType(tensor, ref reader); break;
                case "shape": shape = ReadNumbers(tensor, field, MaxDimensions, ref reader); break;
                case "data_offsets": offsets = ReadNumbers(tensor, field, 2, ref reader); break;
                default: reader.Skip(); break; // the format's own reader passes over other fields too
            }
        }
        var missing = new[] { "dtype", "shape", "data_offsets" }.Where(field => !fields.Contains(field)).ToList();
        if (missing.Count > 0) faults.Add($"tensor {tensor} has no {string.Join(" and no ", missing)}");
        if (offsets is { Count: < 2 })
        {
            faults.Add($"tensor {tensor}: data_offsets holds {(offsets.Count == 1 ? "1 number" : "no number")}; 2 are asked for, the first byte and the one after the last");
            offsets = null;
        }
        if (offsets is not null && offsets[1] < offsets[0])
        {
            faults.Add($"tensor {tensor}: data_offsets [{offsets[0]}, {offsets[1]}] end before they begin");
            offsets = null;
        }
        placesKnown &= offsets is not null;
        if (offsets is not null) tensors.Add(new StoredTensor(name, type, shape?.AsReadOnly(), offsets[0], offsets[1]));
    }

    StorageType? ReadType(string tensor, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && StorageTypes.Parse(reader.GetString()!) is { } type) return type;
        var found = reader.TokenType == JsonTokenType.String ? FaultList.Quote(reader.GetString()!) : Kind(ref reader);
        faults.Add($"tensor {tensor}: dtype is {found}; allowed are {StorageTypes.Names}");
        reader.Skip();
        return null;
    }

    List<long>? ReadNumbers(string tensor, string field, int most, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            faults.Add($"tensor {tensor}: {field} is {Kind(ref reader)}; an array of whole numbers is allowed");
            reader.Skip();
            return null;
        }
        List<long> numbers = [];
        string? fault = null;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0)
            {
                if (++count <= most) numbers.Add(number);
                continue;
            }
            fault ??= $"tensor {tensor}: {field} holds {Kind(ref reader)}; whole numbers from 0 to {long.MaxValue} are allowed";
            count++;
            reader.Skip();
        }
        if (count > most) fault ??= $"tensor {tensor}: {field} holds {count} numbers; at most {most} are allowed";
        if (fault is null) return numbers;
        faults.Add(fault);
        return null;
    }

    static string Kind(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"the text {FaultList.Quote(reader.GetString()!)}",
        JsonTokenType.Number => reader.ValueSpan.Length <= 40 ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan) : "a very long number",
        JsonTokenType.Null => "null",
        _ => reader.TokenType == JsonTokenType.True ? "true" : "false",
    };
}
