using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class FSharpTests
{
    static readonly Assembly visuals = typeof(Figure).Assembly;

    [Fact]
    public void Everything_public_reads_well_from_FSharp()
    {
        List<string> problems = [];
        foreach (var type in visuals.GetExportedTypes())
        {
            if (type.Namespace != "Overhear")
                problems.Add($"{type} is not in namespace Overhear");
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute))))
                foreach (var used in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
                    if (used.IsByRef || used.IsByRefLike || IsValueTuple(used) || used.GetGenericArguments().Any(IsValueTuple))
                        problems.Add($"{type.Name}.{method.Name} uses {used}");
        }
        Assert.Empty(problems);
    }

    [Fact]
    public void Copies_keep_their_kind()
    {
        HeatmapFigure annotated = Samples.Heatmap.Annotated(notice: "Look.");
        Assert.Equal(("Look.", Samples.Heatmap.Subtitle, Samples.Heatmap.Cells), (annotated.Notice, annotated.Subtitle, annotated.Cells));
        Figure asBase = Samples.Attention;
        Assert.IsType<AttentionFigure>(asBase.Annotated(subtitle: "s"));
    }

    [Fact]
    public void Only_long_standing_members_of_FSharp_Core_are_called()
    {
        // A notebook host may hold an older FSharp.Core than the one that this library is compiled against.
        using var file = File.OpenRead(visuals.Location);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        var called = reader.MemberReferences.Select(reader.GetMemberReference)
            .Select(member => (Parent: Parent(reader, member.Parent), Member: reader.GetString(member.Name)))
            .Where(member => member.Parent.Scope == "FSharp.Core").Select(member => $"{member.Parent.Type}.{member.Member}").Distinct();
        Assert.Equal(["ListModule.OfSeq"], called);
    }

    static bool IsValueTuple(Type type) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;

    static (string Type, string Scope) Parent(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference)
            return ("", "");
        var type = reader.GetTypeReference((TypeReferenceHandle)handle);
        return type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? (reader.GetString(type.Name), reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name))
            : ("", "");
    }
}
