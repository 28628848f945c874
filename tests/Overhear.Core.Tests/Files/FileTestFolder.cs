using System.Buffers.Binary;
using System.Text;

namespace Overhear.Tests;

/// <summary>A folder of its own for each test, and files of bytes in it.</summary>
public abstract class FileTestFolder : IDisposable
{
    protected FileTestFolder() => Folder = Directory.CreateTempSubdirectory("overhear-files-").FullName;

    protected string Folder { get; }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Disposing();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends what still uses the folder, before it is deleted.</summary>
    protected virtual void Disposing()
    {
    }

    protected string PathOf(string name) => Path.Combine(Folder, name);

    protected string WriteText(string name, string text) => WriteBytes(name, Encoding.UTF8.GetBytes(text));

    protected string WriteBytes(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The bytes of a .safetensors file, valid or not, from its header's text and a number of data bytes.</summary>
    protected static byte[] Safetensors(string header, int dataBytes = 0) => Safetensors(Encoding.UTF8.GetBytes(header), dataBytes);

    protected static byte[] Safetensors(byte[] header, int dataBytes = 0)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        for (var i = 0; i < dataBytes; i++) bytes[8 + header.Length + i] = (byte)i;
        return bytes;
    }

    /// <summary>The field of one tensor, for a header.</summary>
    protected static string Tensor(string name, string type, string shape, long begin, long end) =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;

    /// <summary>Asserts that opening fails with faults that hold these words, one fault each and no more, and that the message has them all.</summary>
    protected static InvalidFileException Refuses(Action open, params string[] faults)
    {
        var exception = Assert.Throws<InvalidFileException>(open);
        Assert.True(exception.Faults.Count == faults.Length, exception.Message);
        foreach (var (expected, found) in faults.Zip(exception.Faults))
        {
            Assert.Contains(expected, found, StringComparison.Ordinal);
            Assert.Contains(found, exception.Message, StringComparison.Ordinal);
        }
        Assert.StartsWith(exception.FilePath, exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
