using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Overhear.Interactive.Tests;

/// <summary>What an assembly defines, and what it names in another one, read from its metadata without loading it.</summary>
sealed class AssemblyMembers : IDisposable
{
    readonly PEReader file;
    readonly MetadataReader reader;
    readonly Lazy<HashSet<NamedMember>> defined;

    public AssemblyMembers(string path)
    {
        file = new PEReader(File.OpenRead(path));
        reader = file.GetMetadataReader();
        defined = new(() => [.. Definitions()]);
    }

    public bool Defines(NamedMember member) => defined.Value.Contains(member);

    /// <summary>The types and members that it names in the assembly of that name.</summary>
    public IReadOnlyList<NamedMember> NamedOf(string assembly)
    {
        var types = reader.TypeReferences.Where(handle => Scope(handle) == assembly).ToHashSet();
        var found = types.Select(handle => new NamedMember(TypeNames.Of(reader, handle), "", "")).ToHashSet();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (Parent(member.Parent) is not { } parent || !types.Contains(parent)) continue;
            var signature = member.GetKind() == MemberReferenceKind.Method
                ? TypeNames.Signature(member.DecodeMethodSignature(new TypeNames(), null))
                : member.DecodeFieldSignature(new TypeNames(), null);
            found.Add(new NamedMember(TypeNames.Of(reader, parent), reader.GetString(member.Name), signature));
        }
        return [.. found];
    }

    public void Dispose() => file.Dispose();

    IEnumerable<NamedMember> Definitions()
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var (type, name) = (reader.GetTypeDefinition(handle), TypeNames.Of(reader, handle));
            yield return new NamedMember(name, "", "");
            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
                yield return new NamedMember(name, reader.GetString(method.Name), TypeNames.Signature(method.DecodeSignature(new TypeNames(), null)));
            foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
                yield return new NamedMember(name, reader.GetString(field.Name), field.DecodeSignature(new TypeNames(), null));
        }
    }

    /// <summary>The assembly in which a referenced type, or the one around it, stands.</summary>
    string? Scope(TypeReferenceHandle handle) => reader.GetTypeReference(handle).ResolutionScope switch
    {
        { Kind: HandleKind.AssemblyReference } scope => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
        { Kind: HandleKind.TypeReference } outer => Scope((TypeReferenceHandle)outer),
        _ => null,
    };

    /// <summary>The referenced type whose member is named; of a constructed type its definition.</summary>
    TypeReferenceHandle? Parent(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference) return (TypeReferenceHandle)parent;
        if (parent.Kind != HandleKind.TypeSpecification) return null;
        var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
        signature.ReadSignatureTypeCode(); // class or value type
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } generic ? (TypeReferenceHandle)generic : null;
    }
}
