namespace Overhear;

/// <summary>Named tensors on disk, in one file or in several: their names, types and shapes, and their numbers when asked for.</summary>
/// <remarks>Nothing is mapped into memory and nothing is kept: each read goes from the file into the caller's memory. Reads can run side by side.</remarks>
public abstract class TensorSource : IDisposable
{
    /// <summary>The name of a model's weights where they stand in one file.</summary>
    public const string SingleFileName = "model.safetensors";

    /// <summary>The name of the file that says in which file each weight stands, where there are several.</summary>
    public const string IndexFileName = "model.safetensors.index.json";

    const long PieceSize = 1L << 27;

    private protected TensorSource()
    {
    }

    /// <summary>Opens a .safetensors file, an index of several, or a folder that holds <c>model.safetensors</c> or <c>model.safetensors.index.json</c>.</summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="FileNotFoundException">There is nothing at that path.</exception>
    /// <exception cref="InvalidFileException">The folder holds no weights that can be read, or a file is not valid; every fault is listed.</exception>
    public static TensorSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) return Open(WeightFiles.Find(path));
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ShardedSafetensors.Open(path) : SafetensorsFile.Open(path);
    }

    /// <summary>The file, or the index of the files.</summary>
    public abstract string FilePath { get; }

    /// <summary>Every tensor, in the order of the files and of the bytes in them.</summary>
    public abstract IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>What the writer of the file noted; of several files the first that has a key.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The bytes of all tensors together.</summary>
    public long ByteLength => Entries.Sum(entry => entry.ByteLength);

    /// <summary>Whether there is a tensor of that name.</summary>
    public abstract bool Contains(string name);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names that come nearest.</exception>
    public abstract TensorEntry Entry(string name);

    /// <summary>The numbers of a tensor of type F32, F16 or BF16, row by row.</summary>
    /// <exception cref="InvalidFileException">The tensor has another type, or its file cannot be read to the end.</exception>
    public float[] ReadFloats(string name) => TensorNumbers.Floats(this, Entry(name));

    /// <summary>The numbers of a tensor of type F64, F32, F16 or BF16, row by row.</summary>
    /// <exception cref="InvalidFileException">The tensor has another type, or its file cannot be read to the end.</exception>
    public double[] ReadDoubles(string name) => TensorNumbers.Doubles(this, Entry(name));

    /// <summary>The numbers of a tensor of whole numbers or truth values (as 0 and 1), row by row.</summary>
    /// <exception cref="InvalidFileException">The tensor has another type, holds a number beyond 2^63 - 1, or its file cannot be read to the end.</exception>
    public long[] ReadIntegers(string name) => TensorNumbers.Integers(this, Entry(name));

    /// <summary>Reads a piece of a tensor's bytes.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="byteOffset">Where the piece begins within the tensor.</param>
    /// <param name="destination">Filled to its end.</param>
    /// <exception cref="InvalidFileException">The file ends before the piece does.</exception>
    internal abstract void Read(TensorEntry entry, long byteOffset, Span<byte> destination);

    /// <summary>Reads the whole of a tensor's bytes.</summary>
    internal void Read(TensorEntry entry, Span<byte> destination)
    {
        if (destination.Length != entry.ByteLength)
            throw new ArgumentException($"{entry} takes {entry.ByteLength} bytes; the memory given holds {destination.Length}.", nameof(destination));
        Read(entry, 0, destination);
    }

    /// <summary>Reads the whole of a tensor, of any size, into native memory that holds <see cref="TensorEntry.ByteLength"/> bytes.</summary>
    internal unsafe void Read(TensorEntry entry, nint destination, CancellationToken cancellation = default)
    {
        for (long done = 0; done < entry.ByteLength; done += PieceSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = (int)Math.Min(PieceSize, entry.ByteLength - done);
            Read(entry, done, new Span<byte>((byte*)destination + done, piece));
        }
    }

    /// <summary>Reads a tensor as an array of a type of the same size; on a big-endian machine the numbers would be wrong, and .NET runs libtorch on none.</summary>
    internal T[] ReadArray<T>(TensorEntry entry) where T : unmanaged
    {
        if (entry.ElementCount > Array.MaxLength)
            throw new InvalidFileException(FilePath, "is too large for an array", [$"{entry} holds {entry.ElementCount} numbers; an array holds at most {Array.MaxLength}"]);
        var numbers = GC.AllocateUninitializedArray<T>((int)entry.ElementCount);
        unsafe
        {
            fixed (T* start = numbers) Read(entry, (nint)start);
        }
        return numbers;
    }

    private protected static KeyNotFoundException Unknown(string name, string filePath, IEnumerable<TensorEntry> entries)
    {
        var names = entries.Select(entry => entry.Name).ToList();
        var last = name[(name.LastIndexOf('.') + 1)..];
        var near = names.Where(known => known.EndsWith(name, StringComparison.Ordinal) || name.EndsWith(known, StringComparison.Ordinal))
            .Concat(names.Where(known => known.EndsWith(last, StringComparison.Ordinal))).Concat(names).Distinct().Take(8).Select(FaultList.Quote);
        return new KeyNotFoundException($"{filePath} holds no tensor {FaultList.Quote(name)}. It holds {names.Count}, among them {string.Join(", ", near)}.");
    }

    /// <summary>Closes the files.</summary>
    public abstract void Dispose();
}
