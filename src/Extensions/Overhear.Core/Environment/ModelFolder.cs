namespace Overhear;

/// <summary>Folders that hold a model in Hugging Face's layout.</summary>
static class ModelFolder
{
    /// <summary>The file that every model has.</summary>
    public const string ConfigName = "config.json";

    /// <summary>Whether there is a model's configuration in a folder.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, ConfigName));

    /// <summary>Whether a text is meant as a path and cannot be a name: <c>./x</c>, <c>../x</c>, <c>~/x</c>, <c>/x</c>, <c>C:\x</c>.</summary>
    public static bool IsPath(string text) =>
        Path.IsPathRooted(text) || text is "." or ".." or "~" || text.Contains('\\')
        || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) || text.StartsWith("~/", StringComparison.Ordinal);

    /// <summary>The full path that a text means, with <c>~</c> for the home folder.</summary>
    public static string FullPath(string text, string workingFolder, string home) =>
        Path.GetFullPath(Path.Combine(workingFolder, text == "~" || text.StartsWith("~/", StringComparison.Ordinal) ? home + text[1..] : text));
}
