using System.Security.Cryptography;

namespace Overhear;

/// <summary>The SHA-256 of files of any size, read in pieces.</summary>
public static class FileHash
{
    const int PieceSize = 1 << 20;

    /// <summary>The SHA-256 of a file's bytes.</summary>
    /// <param name="filePath">The file.</param>
    /// <param name="cancellation">Looked at after every megabyte.</param>
    /// <returns>64 hexadecimal digits, in lower case.</returns>
    public static string Sha256(string filePath, CancellationToken cancellation = default)
    {
        using var handle = File.OpenHandle(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceSize];
        long offset = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(handle, piece, offset);
            if (read == 0) return Convert.ToHexStringLower(hash.GetHashAndReset());
            hash.AppendData(piece, 0, read);
            offset += read;
        }
    }

    /// <summary>Whether a text is a SHA-256 as it is written: 64 hexadecimal digits.</summary>
    internal static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
