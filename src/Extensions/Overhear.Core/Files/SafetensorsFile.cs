using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Overhear;

/// <summary>A .safetensors file: its header is read and checked whole when it is opened, its numbers when they are asked for.</summary>
/// <remarks>
/// The rules are those of the format (huggingface/safetensors): a header of at most 100,000,000 bytes of UTF-8 JSON that begins with
/// '{', no name twice, each tensor of exactly the bytes that its type and shape ask for, the tensors one after the other from the
/// first byte of the data to the last. Opening costs the header alone and runs nothing that the file holds.
/// </remarks>
public sealed class SafetensorsFile : TensorSource
{
    internal const int LengthBytes = 8;
    internal const string Problem = "is not a valid safetensors file";

    const int PieceSize = 1 << 26;

    readonly SafeFileHandle handle;
    readonly Dictionary<string, TensorEntry> byName;

    SafetensorsFile(string filePath, SafeFileHandle handle, SafetensorsHeader header)
    {
        FilePath = filePath;
        this.handle = handle;
        Entries = header.Entries;
        Metadata = header.Metadata;
        byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override string FilePath { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<TensorEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="filePath">The file.</param>
    /// <exception cref="FileNotFoundException">There is no file at that path.</exception>
    /// <exception cref="InvalidFileException">The file is not valid; every fault of its header is listed.</exception>
    public static new SafetensorsFile Open(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        filePath = Path.GetFullPath(filePath);
        if (Directory.Exists(filePath)) throw new InvalidFileException(filePath, "is a folder", ["a .safetensors file is asked for"], "Open it with TensorSource.Open.");
        if (!File.Exists(filePath)) throw new FileNotFoundException($"There is no file {filePath}.", filePath);
        // Others may write to it or replace it meanwhile: a lock would hold up whoever does, and a short read is noticed.
        var handle = File.OpenHandle(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return new SafetensorsFile(filePath, handle, ReadHeader(filePath, handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool Contains(string name) => byName.ContainsKey(name);

    /// <inheritdoc/>
    public override TensorEntry Entry(string name) => byName.TryGetValue(name, out var entry) ? entry : throw Unknown(name, FilePath, Entries);

    /// <summary>Closes the file.</summary>
    public override void Dispose() => handle.Dispose();

    internal override void Read(TensorEntry entry, long byteOffset, Span<byte> destination)
    {
        if (!byName.TryGetValue(entry.Name, out var known) || !ReferenceEquals(known, entry))
            throw new ArgumentException($"{entry} is no entry of {FilePath}.", nameof(entry));
        if (byteOffset < 0 || byteOffset > entry.ByteLength - destination.Length)
            throw new ArgumentOutOfRangeException(nameof(byteOffset), byteOffset,
                $"{destination.Length} bytes from {byteOffset} on are not all within {entry}, which takes {entry.ByteLength}.");
        var read = Fill(handle, entry.ByteOffset + byteOffset, destination);
        if (read == destination.Length) return;
        throw Shrunk(FilePath, $"tensor {FaultList.Quote(entry.Name)} ends at byte {entry.ByteOffset + entry.ByteLength}, the file at byte {entry.ByteOffset + byteOffset + read}");
    }

    static InvalidFileException Shrunk(string filePath, string fault) =>
        new(filePath, "became shorter while it was read", [fault], "Something else writes to it; load it again when that is done.");

    static int Fill(SafeFileHandle handle, long offset, Span<byte> destination)
    {
        var done = 0;
        while (done < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination.Slice(done, Math.Min(PieceSize, destination.Length - done)), offset + done);
            if (read == 0) break;
            done += read;
        }
        return done;
    }

    static SafetensorsHeader ReadHeader(string filePath, SafeFileHandle handle)
    {
        var fileLength = RandomAccess.GetLength(handle);
        Span<byte> start = stackalloc byte[LengthBytes];
        if (fileLength < LengthBytes)
            throw Invalid(fileLength == 0 ? "it is empty" : $"it holds {fileLength} bytes; it must begin with {LengthBytes} bytes that hold the length of its header");
        Expect(Fill(handle, 0, start), LengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (FileSignature.Recognise(start) is { } other) throw new InvalidFileException(filePath, Problem, [other.Fault], other.Advice);
        if (length > SafetensorsHeader.MaxLength)
            throw Invalid($"its first {LengthBytes} bytes say that the header takes {length} bytes; at most {SafetensorsHeader.MaxLength} are allowed");
        if ((long)length > fileLength - LengthBytes)
            throw Invalid($"its header takes {length} bytes, yet only {fileLength - LengthBytes} follow: the file is cut off");
        var text = new byte[(int)length];
        Expect(Fill(handle, LengthBytes, text), text.Length);
        return SafetensorsHeader.Parse(filePath, text, fileLength);

        InvalidFileException Invalid(string fault) => new(filePath, Problem, [fault], SafetensorsHeader.Advice);

        void Expect(int read, int asked)
        {
            if (read < asked) throw Shrunk(filePath, "its header is cut off");
        }
    }
}
