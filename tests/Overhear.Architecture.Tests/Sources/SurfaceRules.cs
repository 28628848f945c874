using Microsoft.CodeAnalysis;

namespace Overhear.Architecture.Tests;

/// <summary>What a public member may look like, so that it reads well in C# and F# cells, and what its documentation must hold.</summary>
static class SurfaceRules
{
    static readonly SpecialType[] numbers =
    [
        SpecialType.System_SByte, SpecialType.System_Byte, SpecialType.System_Int16, SpecialType.System_UInt16, SpecialType.System_Int32, SpecialType.System_UInt32,
        SpecialType.System_Int64, SpecialType.System_UInt64, SpecialType.System_Single, SpecialType.System_Double, SpecialType.System_Decimal,
    ];

    /// <summary>Public types of the project, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> PublicTypes(SourceProject project)
    {
        return Below(project.Compilation.Assembly.GlobalNamespace).Where(IsPublic);

        static IEnumerable<INamedTypeSymbol> Below(INamespaceOrTypeSymbol parent) =>
            parent.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(child => child is INamedTypeSymbol type ? [type, .. Below(type)] : Below(child));
    }

    /// <summary>A public type outside of the one namespace that every cell opens.</summary>
    public static IEnumerable<string> OtherNamespaces(SourceProject project) =>
        PublicTypes(project).Where(type => type.ContainingNamespace.ToDisplayString() != "Overhear").Select(type => $"{type.ToDisplayString()}: not in namespace Overhear");

    /// <summary>Something public without a summary (or a reference to an inherited one), or a record's parameter without a word.</summary>
    public static IEnumerable<string> Undocumented(SourceProject project)
    {
        foreach (var type in PublicTypes(project))
        {
            if (!HasSummary(type)) yield return $"{type.ToDisplayString()}: no summary";
            foreach (var member in Members(type))
                if (!HasSummary(member)) yield return $"{member.ToDisplayString()}: no summary";
            var given = type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                .Where(parameter => parameter.DeclaringSyntaxReferences.Any(place => place.GetSyntax().Parent?.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.RecordDeclarationSyntax));
            foreach (var parameter in given)
                if (!Documentation(type).Contains($"<param name=\"{parameter.Name}\">", StringComparison.Ordinal)) yield return $"{type.ToDisplayString()}: no word on {parameter.Name}";
        }
    }

    /// <summary>A value tuple, a span, a range or an <c>out</c> (but for TryX) in a public signature: F# makes each of them awkward.</summary>
    public static IEnumerable<string> AwkwardInFSharp(SourceProject project)
    {
        foreach (var member in PublicTypes(project).SelectMany(Members))
        {
            var types = member switch
            {
                IMethodSymbol method => method.Parameters.Select(p => p.Type).Append(method.ReturnType),
                IPropertySymbol property => property.Parameters.Select(p => p.Type).Append(property.Type),
                IFieldSymbol field => [field.Type],
                IEventSymbol made => [made.Type],
                _ => [],
            };
            foreach (var found in types.SelectMany(Parts).Where(IsAwkward).Select(type => type.ToDisplayString()).Distinct())
                yield return $"{member.ToDisplayString()}: {found}";
            if (member is not IMethodSymbol called) continue;
            var tries = called.Name.StartsWith("Try", StringComparison.Ordinal) && called.ReturnType.SpecialType == SpecialType.System_Boolean;
            foreach (var parameter in called.Parameters)
                if (parameter.RefKind == RefKind.Ref || (parameter.RefKind == RefKind.Out && !tries)) yield return $"{member.ToDisplayString()}: {parameter.RefKind.ToString().ToLowerInvariant()} {parameter.Name}";
        }
    }

    /// <summary>Two overloads that differ only in the kind of number, or in Action against Func: a literal or a lambda fits both.</summary>
    public static IEnumerable<string> AmbiguousOverloads(SourceProject project)
    {
        foreach (var type in PublicTypes(project))
            foreach (var group in Members(type).OfType<IMethodSymbol>().Where(m => m.MethodKind is MethodKind.Ordinary or MethodKind.Constructor).GroupBy(m => (m.Name, m.Parameters.Length)))
            {
                var methods = group.ToList();
                for (var i = 0; i < methods.Count; i++)
                    for (var k = i + 1; k < methods.Count; k++)
                        if (methods[i].Parameters.Zip(methods[k].Parameters).All(pair => SameType(pair.First.Type, pair.Second.Type) || Confusable(pair.First.Type, pair.Second.Type)))
                            yield return $"{methods[i].ToDisplayString()} and {methods[k].ToDisplayString()}";
            }
    }

    static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        !member.IsImplicitlyDeclared && IsPublic(member) && member is not INamedTypeSymbol
        && !(member is IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion) })
        && !member.DeclaringSyntaxReferences.Any(place => place.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax));

    static bool IsPublic(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            if (s.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)) return false;
        return true;
    }

    static string Documentation(ISymbol symbol) => symbol.GetDocumentationCommentXml(expandIncludes: false) ?? "";

    static bool HasSummary(ISymbol symbol)
    {
        var text = Documentation(symbol);
        if (text.Contains("<inheritdoc", StringComparison.Ordinal)) return true;
        var summary = text.Length == 0 || text.StartsWith("<!--", StringComparison.Ordinal) ? null : System.Xml.Linq.XElement.Parse(text).Element("summary");
        return summary is not null && (summary.HasElements || !string.IsNullOrWhiteSpace(summary.Value));
    }

    static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => [array, .. Parts(array.ElementType)],
        INamedTypeSymbol named => [named, .. named.TypeArguments.SelectMany(Parts)],
        _ => [type],
    };

    static bool IsAwkward(ITypeSymbol type) =>
        type.IsTupleType || (type.ContainingNamespace?.ToDisplayString() == "System" && type.Name is "ValueTuple" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "Range" or "Index");

    static bool SameType(ITypeSymbol a, ITypeSymbol b) =>
        SymbolEqualityComparer.Default.Equals(a, b) || (a.TypeKind == TypeKind.TypeParameter && b.TypeKind == TypeKind.TypeParameter)
        || (a.OriginalDefinition.Equals(b.OriginalDefinition, SymbolEqualityComparer.Default) && Parts(a).Any(part => part.TypeKind == TypeKind.TypeParameter));

    static bool Confusable(ITypeSymbol a, ITypeSymbol b)
    {
        if (a is IArrayTypeSymbol first && b is IArrayTypeSymbol second) return Confusable(first.ElementType, second.ElementType);
        if (numbers.Contains(a.SpecialType) && numbers.Contains(b.SpecialType)) return true;
        return IsDelegate(a) && IsDelegate(b);
    }

    static bool IsDelegate(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == "System" && type.Name is "Action" or "Func";
}
