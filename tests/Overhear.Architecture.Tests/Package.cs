using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Overhear.Architecture.Tests;

/// <summary>A packed package: its nuspec and its files.</summary>
public sealed class Package
{
    readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>Reads all of it.</summary>
    public Package(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            using var bytes = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(bytes);
            files[entry.FullName] = bytes.ToArray();
        }
        using var nuspec = new MemoryStream(files[Names.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal))]);
        Nuspec = XDocument.Load(nuspec).Root!.Elements().Single();
    }

    /// <summary>Names of its files.</summary>
    public IEnumerable<string> Names => files.Keys;

    /// <summary>The element <c>metadata</c>.</summary>
    public XElement Nuspec { get; }

    /// <summary>Its id.</summary>
    public string Id => this["id"] ?? "";

    /// <summary>Its version.</summary>
    public string Version => this["version"] ?? "";

    /// <summary>Ids of the packages that it brings.</summary>
    public IEnumerable<string> Dependencies => Nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value);

    /// <summary>Our own assemblies in it.</summary>
    public IEnumerable<string> OwnAssemblies => Names.Where(name => Path.GetFileName(name).StartsWith("Overhear", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".dll", StringComparison.Ordinal) && !name.EndsWith(".resources.dll", StringComparison.Ordinal));

    /// <summary>What the nuspec says under a name.</summary>
    public string? this[string element] => Nuspec.Elements().FirstOrDefault(child => child.Name.LocalName == element)?.Value;

    /// <summary>The bytes of a file.</summary>
    public byte[] File(string name) => files[name];

    /// <summary>What the debug directory of an assembly in it lists.</summary>
    public IReadOnlyList<DebugDirectoryEntryType> DebugEntries(string name)
    {
        using var reader = new PEReader(new MemoryStream(files[name]));
        return [.. reader.ReadDebugDirectory().Select(entry => entry.Type)];
    }

    /// <summary>
    /// What an assembly of another build has to share with this one. The F# compiler leaves as much room for the name of the symbols as
    /// the real folder's path would take, although it writes the mapped one: there it is metadata, code, resources and symbols, which is
    /// all that is ever read; elsewhere it is every byte.
    /// </summary>
    public byte[] Content(string name)
    {
        using var reader = new PEReader(new MemoryStream(files[name]));
        var metadata = reader.GetMetadataReader();
        if (!metadata.AssemblyReferences.Any(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name) == "FSharp.Core")
            || !metadata.ManifestResources.Any(resource => metadata.GetString(metadata.GetManifestResource(resource).Name).StartsWith("FSharpSignature", StringComparison.Ordinal)))
            return files[name];
        var content = new List<byte>(reader.GetMetadata().GetContent());
        foreach (var method in metadata.MethodDefinitions)
            if (metadata.GetMethodDefinition(method).RelativeVirtualAddress is > 0 and var address) content.AddRange(reader.GetMethodBody(address).GetILBytes() ?? []);
        var resources = reader.PEHeaders.CorHeader!.ResourcesDirectory;
        content.AddRange(reader.GetSectionData(resources.RelativeVirtualAddress).GetContent(0, resources.Size));
        foreach (var entry in reader.ReadDebugDirectory().Where(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb))
        {
            using var symbols = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            var pdb = symbols.GetMetadataReader();
            content.AddRange(pdb.DebugMetadataHeader!.Id);
            foreach (var document in pdb.Documents) content.AddRange(System.Text.Encoding.UTF8.GetBytes(pdb.GetString(pdb.GetDocument(document).Name)));
        }
        return [.. content];
    }
}
