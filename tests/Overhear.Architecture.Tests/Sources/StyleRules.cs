using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Overhear.Architecture.Tests;

/// <summary>The rules of the house that a file's text alone can show. Each takes one file and names each place that breaks it.</summary>
static class StyleRules
{
    /// <summary>Lines that a file may have.</summary>
    public const int MostLines = 400;

    static readonly string[] emptyNames = ["Utils", "Util", "Utilities", "Utility", "Helper", "Helpers", "Manager", "Managers"];

    /// <summary>A file of more than <see cref="MostLines"/> lines.</summary>
    public static IEnumerable<string> TooLong(SyntaxTree tree)
    {
        var lines = tree.GetText().ToString().TrimEnd('\n').Split('\n').Length;
        if (lines > MostLines) yield return $"{tree.FilePath}: {lines} lines; {MostLines} are allowed";
    }

    /// <summary>More than one public type in a file, or one whose name is not the file's.</summary>
    public static IEnumerable<string> MoreThanOnePublicType(SyntaxTree tree)
    {
        var types = TopTypes(tree).Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(type => type is DelegateDeclarationSyntax made ? made.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text).Distinct().ToList();
        if (types.Count > 1) yield return $"{tree.FilePath}: {string.Join(", ", types)}; one public type a file";
        else if (types.Count == 1 && types[0] != Path.GetFileNameWithoutExtension(tree.FilePath)) yield return $"{tree.FilePath}: holds {types[0]}; a file is named as its public type";
    }

    /// <summary>A type or file whose name says nothing of what it is.</summary>
    public static IEnumerable<string> EmptyNames(SyntaxTree tree)
    {
        var names = tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text).Append(Path.GetFileNameWithoutExtension(tree.FilePath));
        foreach (var name in names.Distinct())
            if (emptyNames.FirstOrDefault(word => name.EndsWith(word, StringComparison.Ordinal)) is { } word) yield return $"{tree.FilePath}: '{name}': name it for what it does, not {word}";
    }

    /// <summary>A partial type. A source generator needs one; then a member or an attribute of the same declaration says so.</summary>
    public static IEnumerable<string> PartialTypes(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => type.Modifiers.Any(SyntaxKind.PartialKeyword) && !IsForGenerator(type))
            .Select(type => $"{tree.FilePath}: {type.Identifier} is partial");

    /// <summary>A use of the console.</summary>
    public static IEnumerable<string> Prints(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.Text == "Console")
            .Select(name => $"{Place(name)}: {name.Parent}; the library never prints");

    /// <summary>A dispose scope that is kept in a field or a property, or that an iterator or an asynchronous method holds open.</summary>
    public static IEnumerable<string> EscapingScopes(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var kept = node switch
            {
                FieldDeclarationSyntax field => field.Declaration.Type,
                PropertyDeclarationSyntax property => property.Type,
                ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => parameter.Type,
                _ => null,
            };
            if (kept is not null && kept.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == "DisposeScope"))
                yield return $"{Place(node)}: a dispose scope in a field takes every later tensor of its thread";
            if (node is InvocationExpressionSyntax call && Called(call) == "NewDisposeScope" && Suspends(Function(call)))
                yield return $"{Place(node)}: a dispose scope across await or yield ends on another thread, or late";
        }
    }

    /// <summary>A mark of unfinished work, or a summary that says nothing.</summary>
    public static IEnumerable<string> Unfinished(SyntaxTree tree)
    {
        string[] marks = ["TO" + "DO", "TB" + "D", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];
        var text = tree.GetText();
        foreach (var line in text.Lines)
            foreach (var mark in marks)
                if (System.Text.RegularExpressions.Regex.IsMatch(line.ToString(), $@"\b{mark}\b")) yield return $"{tree.FilePath}:{line.LineNumber + 1}: {mark}";
        foreach (var summary in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<XmlElementSyntax>().Where(element => element.StartTag.Name.ToString() == "summary"))
            if (string.IsNullOrWhiteSpace(summary.Content.ToString().Replace("///", "", StringComparison.Ordinal))) yield return $"{Place(summary)}: an empty summary";
    }

    static IEnumerable<MemberDeclarationSyntax> TopTypes(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(node => node is not BaseTypeDeclarationSyntax).OfType<MemberDeclarationSyntax>().Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    static bool IsForGenerator(TypeDeclarationSyntax type) =>
        type.Members.Any(member => member is MethodDeclarationSyntax or PropertyDeclarationSyntax && member.Modifiers.Any(SyntaxKind.PartialKeyword) && member.AttributeLists.Count > 0)
        || type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().StartsWith("JsonSerializable", StringComparison.Ordinal))
        || type.Members.OfType<TypeDeclarationSyntax>().Any(IsForGenerator);

    static string Called(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    static SyntaxNode? Function(SyntaxNode node) => node.Ancestors().FirstOrDefault(IsFunction);

    static bool IsFunction(SyntaxNode node) => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax;

    static bool Suspends(SyntaxNode? function) =>
        function?.DescendantNodes(node => node == function || !IsFunction(node)).Any(node => node is AwaitExpressionSyntax or YieldStatementSyntax) == true;

    static string Place(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
