using System.Reflection.PortableExecutable;
using System.Text;

namespace Overhear.Architecture.Tests;

[Trait("Category", "slow")]
public class PackageTests(PackedProjects packed)
{
    static readonly string[] unwanted = ["Microsoft.CodeAnalysis", "FSharp.Compiler", "Microsoft.DotNet.Interactive", "Microsoft.dotnet-interactive", "libtorch", "TorchSharp-c"];

    [Fact]
    public async Task Every_packable_project_makes_the_package_of_its_name()
    {
        var expected = Repository.Projects.Where(project => project.IsPackable).Select(project => project.PackageId).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await packed.Packages).Select(package => package.Id).Order(StringComparer.Ordinal));
        Assert.Empty(expected.Except(["Overhear", "Overhear.Core", "Overhear.Visuals", "Overhear.FSharp", "Overhear.Tool"]));
    }

    [Fact]
    public async Task No_package_brings_a_compiler_a_notebook_host_or_a_libtorch() => Rule.Holds(
        from package in await packed.Packages
        from id in package.Dependencies
        where unwanted.Any(word => id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        select $"{package.Id} brings {id}");

    [Fact]
    public async Task No_package_excludes_the_natives_of_another_system() => Rule.Holds(
        from package in await packed.Packages
        from dependency in package.Nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
        let excluded = dependency.Attribute("exclude")?.Value ?? ""
        where excluded.Contains("Native", StringComparison.OrdinalIgnoreCase) || excluded.Contains("Runtime", StringComparison.OrdinalIgnoreCase) || excluded.Contains("All", StringComparison.OrdinalIgnoreCase)
        select $"{package.Id}: {dependency.Attribute("id")?.Value} without {excluded}");

    [Fact]
    public async Task Licence_authors_and_notices_are_in_every_package()
    {
        foreach (var package in await packed.Packages)
        {
            Assert.Equal("MIT", package["license"]);
            Assert.Equal("The Overhear contributors", package["authors"]);
            Assert.Contains("The Overhear contributors", package["copyright"] ?? "", StringComparison.Ordinal);
            Assert.True(package["description"]?.Length > 40, $"{package.Id} says too little of itself.");
            Assert.NotEqual("Package Description", package["description"]);
            foreach (var file in new[] { "README.md", "THIRD-PARTY.md", "LICENSE" }) Assert.Contains(file, package.Names);
        }
    }

    [Fact]
    public async Task The_texts_that_ship_are_in_the_package_of_the_library()
    {
        var texts = Path.Combine(Repository.Root, "notebooks", "texts");
        string[] expected = [.. Directory.EnumerateFiles(texts, "*", SearchOption.AllDirectories).Select(file => "texts/" + Path.GetRelativePath(texts, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.True(expected.Length > 10);
        var core = (await packed.Packages).Single(package => package.Id == "Overhear.Core");
        Assert.Equal(expected, core.Names.Where(name => name.StartsWith("texts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Documentation_lies_beside_every_assembly_that_cells_compile_against()
    {
        foreach (var package in await packed.Packages)
            foreach (var assembly in package.OwnAssemblies.Where(name => name.StartsWith("lib/", StringComparison.Ordinal)))
            {
                var documentation = Path.ChangeExtension(assembly, ".xml");
                Assert.Contains(documentation, package.Names);
                Assert.Contains("<assembly>", Encoding.UTF8.GetString(package.File(documentation)), StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task Symbols_are_embedded_and_no_folder_of_this_machine_is_named()
    {
        var machine = Repository.Root.Replace('\\', '/');
        foreach (var package in await packed.Packages)
            foreach (var assembly in package.OwnAssemblies)
            {
                var entries = package.DebugEntries(assembly);
                Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, entries);
                Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                    foreach (var place in new[] { machine, Repository.Root, Path.GetTempPath().TrimEnd('/', '\\') + Path.DirectorySeparatorChar + "overhear-packages-" })
                        Assert.True(package.File(assembly).AsSpan().IndexOf(encoding.GetBytes(place)) < 0, $"{package.Id}: {assembly} names {place}");
            }
    }

    [Fact]
    public async Task The_same_sources_in_another_folder_give_the_same_assemblies()
    {
        var first = await packed.Packages;
        foreach (var second in await packed.Again)
        {
            var twin = first.Single(package => package.Id == second.Id);
            Assert.Equal(twin.OwnAssemblies.Order(StringComparer.Ordinal), second.OwnAssemblies.Order(StringComparer.Ordinal));
            Rule.Holds(second.OwnAssemblies.Where(name => !second.Content(name).AsSpan().SequenceEqual(twin.Content(name))).Select(name => $"{second.Id}: {name} differs"));
        }
    }
}
