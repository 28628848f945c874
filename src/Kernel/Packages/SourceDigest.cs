using System.Security.Cryptography;
using System.Text;

namespace Overhear.Kernel;

/// <summary>One number for everything that the packages of a checkout are made of.</summary>
static class SourceDigest
{
    static readonly string[] folders = ["src/Extensions", "notebooks/models", "notebooks/texts"];
    static readonly string[] files = ["*.props", "*.targets", "global.json", "NuGet.config", "Notebooks.sln", "README.md", "LICENSE*", "THIRD-PARTY*"];
    static readonly HashSet<string> made = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", ".vs", "TestResults" };

    /// <summary>The digest, as hexadecimal digits.</summary>
    /// <param name="root">The root of the checkout.</param>
    public static string Of(string root)
    {
        var inputs = folders.SelectMany(folder => Below(new(Path.Combine(root, folder))))
            .Concat(files.SelectMany(pattern => Directory.EnumerateFiles(root, pattern)))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "src"), "Directory.*"))
            .Select(path => (Path: path, Name: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, name) in inputs)
        {
            using var stream = File.OpenRead(path);
            whole.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            whole.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    static IEnumerable<string> Below(DirectoryInfo folder)
    {
        if (!folder.Exists) return [];
        var here = folder.EnumerateFiles().Select(file => file.FullName);
        return here.Concat(folder.EnumerateDirectories().Where(child => !made.Contains(child.Name)).SelectMany(Below));
    }
}
