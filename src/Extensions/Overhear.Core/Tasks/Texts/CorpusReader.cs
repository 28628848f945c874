using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Overhear;

/// <summary>Reads the texts of a file or a folder and finds every fault in them.</summary>
static class CorpusReader
{
    /// <summary>The files of a folder that are texts.</summary>
    public const string Wanted = ".txt or .md";

    const long MaxBytes = 64L << 20;

    static readonly string[] extensions = [".txt", ".md"];

    // What stands beside texts and speaks of them.
    static readonly string[] about = ["README", "LICENSE", "LICENCE"];

    static readonly EnumerationOptions below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };

    /// <summary>Whether a folder holds a text.</summary>
    public static bool HasText(string folder) => Directory.Exists(folder) && Texts(folder).Any();

    /// <summary>The texts, in the order of their names.</summary>
    /// <param name="path">A file, whatever its extension, or a folder.</param>
    /// <exception cref="InvalidFileException">There is no text, or a file is none; each fault is listed.</exception>
    public static IReadOnlyList<TextDocument> Read(string path)
    {
        var isFile = File.Exists(path);
        var root = isFile ? Path.GetDirectoryName(path)! : path;
        List<(string Name, string File)> files = [.. (isFile ? [path] : Texts(path)).Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), file)).OrderBy(file => file.Item1, StringComparer.Ordinal)];
        if (files.Count == 0)
            throw new InvalidFileException(path, "is a folder without a text", [Found(path)], $"Put {Wanted} files there, or give a file.");
        var bytes = files.Sum(file => new FileInfo(file.File).Length);
        if (bytes > MaxBytes)
            throw new InvalidFileException(path, "is not read", [FormattableString.Invariant($"its texts hold {bytes:N0} bytes; at most {MaxBytes:N0} are allowed")], "Give a part of it.");
        var faults = new FaultList();
        var documents = new List<TextDocument>();
        foreach (var (name, file) in files)
        {
            var content = File.ReadAllBytes(file);
            if (Fault(content) is { } fault) faults.Add(isFile ? fault : $"{name}: {fault}");
            else documents.Add(new TextDocument(Path.ChangeExtension(name, null), Text(content)));
        }
        faults.ThrowIfAny(path, "does not hold text as it is read here", "Save as UTF-8 what is text, and take away what is none.");
        return documents;
    }

    static IEnumerable<string> Texts(string folder) => Directory.EnumerateFiles(folder, "*", below).Where(file =>
        extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !about.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase));

    static string Found(string folder)
    {
        string[] there = [.. Directory.EnumerateFiles(folder, "*", below).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(6)];
        return there.Length == 0
            ? $"it is empty; {Wanted} files are read"
            : $"it holds {string.Join(", ", there.Take(5).Select(FaultList.Quote))}{(there.Length > 5 ? " and more" : "")}; {Wanted} files are read, but README and LICENSE";
    }

    static string? Fault(byte[] bytes)
    {
        var content = WithoutMark(bytes);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return "it begins as UTF-16 does, not UTF-8";
        if (!Utf8.IsValid(content)) return Invalid(content);
        if (content.IndexOf((byte)0) is >= 0 and var zero) return $"it holds the byte 0 (at {zero}), which no text does";
        return string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(content)) ? "it is empty" : null;
    }

    static string Invalid(ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(content[at..], out _, out var used) == OperationStatus.Done) at += used;
        return $"it is not UTF-8 (from byte {at} on, in line {content[..at].Count((byte)'\n') + 1})";
    }

    static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    static string Text(byte[] bytes) => Encoding.UTF8.GetString(WithoutMark(bytes)).ReplaceLineEndings("\n");
}
