using System.Text;

namespace Overhear.Kernel;

/// <summary>Writes files so that a reader finds either the old content or the new, never a part.</summary>
static class AtomicFile
{
    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes under a temporary name in the same folder, then renames.</summary>
    public static void WriteText(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text, utf8);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
