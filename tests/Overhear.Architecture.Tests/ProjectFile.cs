using System.Xml.Linq;

namespace Overhear.Architecture.Tests;

/// <summary>What a project file says, before MSBuild adds what the files above it say.</summary>
sealed class ProjectFile(string path)
{
    readonly XDocument xml = XDocument.Load(path);

    /// <summary>Full path.</summary>
    public string FullPath { get; } = path;

    /// <summary>Its folder.</summary>
    public string Folder { get; } = Path.GetDirectoryName(path)!;

    /// <summary>The file's name without its ending.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>Whether it lies under src.</summary>
    public bool IsSource => Repository.Relative(FullPath).StartsWith("src/", StringComparison.Ordinal);

    /// <summary>Whether it makes a package: what lies under src does unless it says otherwise.</summary>
    public bool IsPackable => IsSource && Property("IsPackable") != "false";

    /// <summary>The id of its package.</summary>
    public string PackageId => Property("PackageId") ?? Name;

    /// <summary>Names of the projects that it refers to.</summary>
    public IReadOnlyList<string> Projects =>
        [.. Items("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')))];

    /// <summary>Packages that it refers to, with what the item says.</summary>
    public IEnumerable<XElement> Packages => Items("PackageReference");

    /// <summary>The value of a property that the file itself sets.</summary>
    public string? Property(string name) => xml.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    IEnumerable<XElement> Items(string kind) => xml.Descendants().Where(element => element.Name.LocalName == kind && element.Attribute("Include") is not null);
}
