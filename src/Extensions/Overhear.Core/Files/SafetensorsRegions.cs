namespace Overhear;

/// <summary>The places of tensors in a file that is being written, which are filled piece by piece.</summary>
/// <param name="stream">The file, behind its header.</param>
sealed class SafetensorsRegions(Stream stream)
{
    readonly Dictionary<string, (long Start, long Length)> places = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> written = new(StringComparer.Ordinal);

    /// <summary>Leaves room for a tensor where the file has come to.</summary>
    public void Add(string name, long length)
    {
        places.Add(name, (stream.Position, length));
        written.Add(name, 0);
        stream.SetLength(stream.Position + length); // a full disk shows now, where the system reserves room
        stream.Position = stream.Length;
    }

    /// <summary>Writes a piece of a tensor. No byte may be written twice.</summary>
    public void Write(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        var (start, length) = places[name];
        if (offset < 0 || offset + bytes.Length > length) throw ExactLengthStream.WrongLength(FaultList.Quote(name), length, offset + bytes.Length);
        stream.Position = start + offset;
        stream.Write(bytes);
        written[name] += bytes.Length;
    }

    /// <summary>Throws where bytes of a tensor are missing.</summary>
    public void RequireFull()
    {
        foreach (var (name, (_, length)) in places)
            if (written[name] != length) throw ExactLengthStream.WrongLength(FaultList.Quote(name), length, written[name]);
    }
}
