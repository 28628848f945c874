namespace Overhear;

/// <summary>The content of a <c>model.safetensors.index.json</c>: in which file each tensor stands.</summary>
sealed class ShardIndex
{
    ShardIndex(IReadOnlyDictionary<string, string> files, long? totalSize)
    {
        Files = files;
        TotalSize = totalSize;
    }

    /// <summary>Tensor name to file name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The bytes of all tensors, as the index says; null where it does not.</summary>
    public long? TotalSize { get; }

    /// <summary>Reads an index and adds its faults to the list.</summary>
    /// <exception cref="InvalidFileException">It is no JSON text.</exception>
    public static ShardIndex Read(string filePath, FaultList faults)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        // Writers add fields of their own, so others are passed over.
        var root = CheckedJson.Open(filePath, faults);
        var fields = root.Fields();
        if (fields.TryGetValue("weight_map", out var map))
        {
            foreach (var (name, file) in map.Fields())
            {
                if (file.Text() is not { } fileName) continue;
                if (IsFileName(fileName)) files.Add(name, fileName);
                else file.Fault($"{FaultList.Quote(fileName)} stands here; the name of a .safetensors file in the same folder is allowed");
            }
        }
        else root.Fault("there is no weight_map; an object that gives the file of each tensor is asked for");
        long? totalSize = null;
        if (fields.TryGetValue("metadata", out var metadata) && !metadata.IsNull && metadata.Fields().TryGetValue("total_size", out var size))
            totalSize = size.Integer(0, long.MaxValue);
        return new ShardIndex(files, totalSize);
    }

    // Both separators and the colon of drives are refused on every system: a model is checked the same everywhere.
    static bool IsFileName(string name) =>
        name.EndsWith(".safetensors", StringComparison.Ordinal) && name[0] != '.' && !name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));
}
