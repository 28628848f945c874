using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Overhear.Interactive.Tests;

/// <summary>
/// The host answers every request for FSharp.Core with its own copy, also where a newer one is asked for. That is right as long as that
/// copy has every type and member that anyone in the closure names.
/// </summary>
[Trait("Category", "fast")]
public sealed class FSharpCoreTests
{
    const string Name = "FSharp.Core";

    /// <summary>What a notebook gets of F#: the assemblies beside this test that name FSharp.Core, but for those that the host has itself.</summary>
    static IReadOnlyList<string> Closure { get; } =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(path => !File.Exists(Path.Combine(Tool.Folder, Path.GetFileName(path))) && References(path, Name))];

    [Fact]
    public void Every_member_of_FSharp_Core_that_the_closure_names_is_in_the_hosts_copy()
    {
        Assert.Subset(Closure.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(), (HashSet<string>)["Plotly.NET", "Deedle", "DynamicObj", "Overhear.FSharp"]);
        using var host = new AssemblyMembers(Path.Combine(Tool.Folder, Name + ".dll"));
        var missing = new List<string>();
        foreach (var path in Closure)
        {
            using var user = new AssemblyMembers(path);
            var named = user.NamedOf(Name);
            Assert.NotEmpty(named);
            missing.AddRange(named.Where(member => !host.Defines(member)).Select(member => $"{Path.GetFileName(path)}: {member}"));
        }
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void The_check_finds_what_is_not_there()
    {
        using var host = new AssemblyMembers(Path.Combine(Tool.Folder, Name + ".dll"));
        Assert.True(host.Defines(new NamedMember("Microsoft.FSharp.Core.FSharpOption`1", "get_Value", "instance !0()")));
        Assert.False(host.Defines(new NamedMember("Microsoft.FSharp.Core.FSharpOption`1", "get_Value", "instance !1()")));
        Assert.False(host.Defines(new NamedMember("Microsoft.FSharp.Core.FSharpOption`1", "get_NotThere", "instance !0()")));
        Assert.False(host.Defines(new NamedMember("Microsoft.FSharp.Core.NotThere", "", "")));
        Assert.True(host.Defines(new NamedMember("Microsoft.FSharp.Core.FSharpOption`1", "", "")));
    }

    static bool References(string path, string name)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata) return false;
        var reader = file.GetMetadataReader();
        return reader.AssemblyReferences.Any(handle => reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, name));
    }
}
