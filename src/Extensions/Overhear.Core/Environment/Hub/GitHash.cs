using System.Security.Cryptography;
using System.Text;

namespace Overhear;

/// <summary>The hash that a hub gives for a file: SHA-256 of large files, of small ones the SHA-1 by which git knows them.</summary>
sealed class GitHash : IDisposable
{
    readonly IncrementalHash hash;
    readonly byte[] prefix;

    /// <param name="expected">The hash that shall come out; its length says which kind it is.</param>
    /// <param name="bytes">The size of the file.</param>
    public GitHash(string expected, long bytes)
    {
        var isLarge = FileHash.IsSha256(expected);
        hash = IncrementalHash.CreateHash(isLarge ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        prefix = isLarge ? [] : Encoding.ASCII.GetBytes(FormattableString.Invariant($"blob {bytes}\0"));
        Restart();
    }

    /// <summary>Whether a text is a hash of git's: 40 hexadecimal digits.</summary>
    public static bool IsHash(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigit);

    public void Append(byte[] bytes, int count) => hash.AppendData(bytes, 0, count);

    /// <summary>Forgets what was appended.</summary>
    public void Restart()
    {
        _ = hash.GetHashAndReset();
        hash.AppendData(prefix);
    }

    /// <summary>The hash of what was appended, in lower case.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
