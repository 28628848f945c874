namespace Overhear;

/// <summary>Writes a file whole or not at all: under a temporary name in the same folder, flushed to the disk, then renamed.</summary>
/// <remarks>Whoever reads the file meanwhile sees the old one to its end. After a failure the old file is as it was.</remarks>
public static class AtomicFile
{
    const int BufferSize = 1 << 16;

    /// <summary>Writes a file through a stream. The folder is made if it is not there.</summary>
    /// <param name="filePath">The file; one that is there is replaced, and keeps its permissions.</param>
    /// <param name="write">Writes the content. If it throws, nothing is left of the new file.</param>
    public static void Write(string filePath, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(filePath);
        if (Directory.Exists(target)) throw new IOException($"{target} is a folder; a file cannot be written in its place. Give the name of a file.");
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="filePath">The file; one that is there is replaced.</param>
    /// <param name="text">The whole content.</param>
    public static void WriteText(string filePath, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(filePath, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(text);
        });
    }
}
