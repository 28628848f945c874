using System.Security.Cryptography;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace Overhear.Kernel;

/// <summary>A package file of this build.</summary>
/// <param name="Path">The .nupkg.</param>
/// <param name="Identity">Its id and version.</param>
/// <param name="ContentHash">The SHA-512 of the file in base 64, as NuGet keeps it beside an unpacked copy.</param>
sealed record BuiltPackage(string Path, PackageIdentity Identity, string ContentHash)
{
    public static BuiltPackage Read(string path)
    {
        using var reader = new PackageArchiveReader(path);
        using var stream = File.OpenRead(path);
        return new(path, reader.GetIdentity(), Convert.ToBase64String(SHA512.HashData(stream)));
    }

    /// <summary>All packages in a folder.</summary>
    public static IReadOnlyList<BuiltPackage> In(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.nupkg").Order(StringComparer.Ordinal).Select(Read)] : [];
}
