namespace Overhear;

/// <summary>Passes on what is written to it and refuses more than was promised.</summary>
sealed class ExactLengthStream(Stream inner, long length, string name) : Stream
{
    /// <summary>How many bytes were written.</summary>
    public long Written { get; private set; }

    /// <summary>The error for too many or too few bytes.</summary>
    public static InvalidOperationException WrongLength(string name, long length, long written) =>
        new($"{name} takes {length} bytes; {written} were written. Write exactly as many as its type and shape ask for.");

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => Written;
        set => throw new NotSupportedException("The bytes of a tensor are written one after the other.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > length - Written)
            throw WrongLength(name, length, Written + buffer.Length);
        inner.Write(buffer);
        Written += buffer.Length;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is written only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The bytes of a tensor are written one after the other.");

    public override void SetLength(long value) => throw new NotSupportedException("The length follows from the tensor's type and shape.");
}
