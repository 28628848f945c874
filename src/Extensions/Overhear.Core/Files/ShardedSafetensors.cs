using System.Collections.ObjectModel;

namespace Overhear;

/// <summary>The tensors of several .safetensors files, by the index that names them, as if they stood in one.</summary>
/// <remarks>
/// The index and every file are checked when it is opened, and all that is wrong is reported at once: files that are missing or not
/// valid, tensors that a file lacks, tensors in two files. Tensors that the index does not list are there too: nothing is passed over.
/// </remarks>
public sealed class ShardedSafetensors : TensorSource
{
    readonly IReadOnlyList<SafetensorsFile> files;
    readonly Dictionary<string, SafetensorsFile> byName;

    ShardedSafetensors(string filePath, IReadOnlyList<SafetensorsFile> files, Dictionary<string, SafetensorsFile> byName, long? statedByteLength)
    {
        FilePath = filePath;
        this.files = files;
        this.byName = byName;
        Entries = files.SelectMany(file => file.Entries).ToList().AsReadOnly();
        var metadata = new Dictionary<string, string>();
        foreach (var (key, value) in files.SelectMany(file => file.Metadata)) metadata.TryAdd(key, value);
        Metadata = new ReadOnlyDictionary<string, string>(metadata);
        StatedByteLength = statedByteLength;
    }

    /// <inheritdoc/>
    public override string FilePath { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<TensorEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The files, in the order of their names.</summary>
    public IReadOnlyList<string> Files => [.. files.Select(file => file.FilePath)];

    /// <summary>The bytes of all tensors as the index states them; null where it does not.</summary>
    public long? StatedByteLength { get; }

    /// <summary>
    /// What is odd but no fault; null where nothing is. Published indexes state wrong sizes (those of another precision, or with shared
    /// weights counted twice), and each file is known to be whole by its own header, so a wrong total is told and not refused.
    /// </summary>
    public string? Remark => StatedByteLength is { } stated && stated != ByteLength
        ? $"{FilePath} states a total_size of {stated} bytes; its files, each complete, hold {ByteLength}."
        : null;

    /// <summary>Opens an index and all files that it names.</summary>
    /// <param name="filePath">The index, usually <c>model.safetensors.index.json</c>.</param>
    /// <exception cref="FileNotFoundException">There is no file at that path.</exception>
    /// <exception cref="InvalidFileException">The index or a file is not valid; every fault is listed.</exception>
    public static new ShardedSafetensors Open(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        filePath = Path.GetFullPath(filePath);
        if (!File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}.", filePath);
        var faults = new FaultList();
        var index = ShardIndex.Read(filePath, faults);
        var files = new List<SafetensorsFile>();
        try
        {
            var byName = OpenFiles(Path.GetDirectoryName(filePath)!, index, files, faults);
            faults.ThrowIfAny(filePath, "is not a valid index of weights", "Download the missing or broken files again.");
            return new ShardedSafetensors(filePath, files.AsReadOnly(), byName, index.TotalSize);
        }
        catch
        {
            foreach (var file in files) file.Dispose();
            throw;
        }
    }

    static Dictionary<string, SafetensorsFile> OpenFiles(string folder, ShardIndex index, List<SafetensorsFile> files, FaultList faults)
    {
        var byName = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        foreach (var listed in index.Files.GroupBy(pair => pair.Value, pair => pair.Key).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, listed.Key);
            if (!File.Exists(path))
            {
                faults.Add($"{listed.Key} is missing; {listed.Count()} tensors shall be in it");
                continue;
            }
            SafetensorsFile file;
            try
            {
                file = SafetensorsFile.Open(path);
            }
            catch (InvalidFileException e)
            {
                faults.Add(listed.Key, e);
                continue;
            }
            files.Add(file);
            foreach (var name in listed.Where(name => !file.Contains(name)).Order(StringComparer.Ordinal))
                faults.Add($"{listed.Key} lacks {FaultList.Quote(name)}, which the index lists there");
            foreach (var entry in file.Entries.Where(entry => !byName.TryAdd(entry.Name, file)))
                faults.Add($"{FaultList.Quote(entry.Name)} is in {Path.GetFileName(byName[entry.Name].FilePath)} and in {listed.Key}; each tensor is allowed once");
        }
        return byName;
    }

    /// <inheritdoc/>
    public override bool Contains(string name) => byName.ContainsKey(name);

    /// <inheritdoc/>
    public override TensorEntry Entry(string name) => byName.TryGetValue(name, out var file) ? file.Entry(name) : throw Unknown(name, FilePath, Entries);

    /// <summary>Closes all files.</summary>
    public override void Dispose()
    {
        foreach (var file in files) file.Dispose();
    }

    internal override void Read(TensorEntry entry, long byteOffset, Span<byte> destination)
    {
        if (!byName.TryGetValue(entry.Name, out var file)) throw new ArgumentException($"{entry} is no entry of {FilePath}.", nameof(entry));
        file.Read(entry, byteOffset, destination);
    }
}
