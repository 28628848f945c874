using System.Text;

namespace Overhear.Tests;

/// <summary>A folder of tokenizer files that lasts as long as a test.</summary>
sealed class TemporaryTokenizer : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("overhear-tokenizer-").FullName;

    /// <summary>Writes a file as text.</summary>
    public TemporaryTokenizer With(string name, string content)
    {
        File.WriteAllText(Path.Combine(Folder, name), content, new UTF8Encoding(false));
        return this;
    }

    /// <summary>Writes a file as bytes.</summary>
    public TemporaryTokenizer With(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), content);
        return this;
    }

    /// <summary>Copies a file in.</summary>
    public TemporaryTokenizer WithCopy(string name, string source) => With(name, File.ReadAllBytes(source));

    public ModelTokenizer Load() => ModelTokenizer.Load(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
