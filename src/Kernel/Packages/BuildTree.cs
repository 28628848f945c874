using System.Text.RegularExpressions;

namespace Overhear.Kernel;

/// <summary>The checkout that this program was built from; an installed tool has none, and its notebooks take published packages.</summary>
/// <param name="Root">Its root.</param>
sealed record BuildTree(string Root)
{
    const string solution = "Notebooks.sln";
    static readonly Regex projectLine = new(@"^Project\(""[^""]*""\) = ""[^""]*"", ""(?<path>src[\\/]Extensions[\\/][^""]+proj)""", RegexOptions.Multiline);

    /// <summary>The source of packages of this checkout.</summary>
    public string PackageFeed => Path.Combine(Root, "artifacts", "packages");

    /// <summary>Where the packing keeps its notes.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    public string Solution => Path.Combine(Root, solution);

    /// <summary>The projects whose packages a notebook may ask for, relative to the root.</summary>
    public IReadOnlyList<string> ExtensionProjects => [.. projectLine.Matches(File.ReadAllText(Solution)).Select(found => found.Groups["path"].Value)];

    /// <summary>The checkout around this program, or null.</summary>
    public static BuildTree? Find() => FindFrom(AppContext.BaseDirectory);

    /// <summary>The checkout around a folder, or null.</summary>
    public static BuildTree? FindFrom(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, solution)) && Directory.Exists(Path.Combine(at.FullName, "src", "Extensions"))) return new(at.FullName);
        }
        return null;
    }
}
