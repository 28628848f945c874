using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Overhear.Architecture.Tests;

/// <summary>Which folder of Overhear.Core may know which.</summary>
static class Layers
{
    /// <summary>In the order in which they build on each other: a folder may know those before it.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        "Files", "Work", "Environment", "Results", "Native", "Hooks", "Models", "Weights", "Metrics", "Tasks",
        "Planted", "Training", "Attribution", "Patching", "Channels", "Circuits", "Editing", "Papers",
    ];

    /// <summary>Folders that may know less than all before them.</summary>
    static readonly Dictionary<string, string[]> less = new()
    {
        ["Files"] = [],
        ["Environment"] = ["Files", "Work"],
        ["Results"] = ["Files", "Work"], // of Work only seeded chance: intervals and tests over prompts
        ["Work"] = [],
        ["Native"] = [],
    };

    /// <summary>The folders that one may know.</summary>
    public static IEnumerable<string> Known(string folder) => less.TryGetValue(folder, out var few) ? few : Order.TakeWhile(other => other != folder);

    /// <summary>Every place where a folder names a type, or a member of a type, of a folder that it must not know.</summary>
    public static IEnumerable<string> Violations(SourceProject project)
    {
        foreach (var tree in project.Trees)
        {
            var folder = FolderOf(project, tree);
            var known = Known(folder).Append(folder).ToHashSet();
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes(descendIntoTrivia: false).OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                var declared = (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition;
                foreach (var place in declared?.DeclaringSyntaxReferences ?? [])
                {
                    if (!project.Trees.Contains(place.SyntaxTree) || known.Contains(FolderOf(project, place.SyntaxTree))) continue;
                    yield return $"{tree.FilePath}:{name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {folder} names {name} of {FolderOf(project, place.SyntaxTree)}";
                }
            }
        }
    }

    /// <summary>The folder of the project that a file stands in; empty for a file beside the project file.</summary>
    public static string FolderOf(SourceProject project, SyntaxTree tree)
    {
        var parts = Path.GetRelativePath(project.Folder.Length == 0 ? "." : project.Folder, tree.FilePath).Replace('\\', '/').Split('/');
        return parts.Length > 1 ? parts[0] : "";
    }
}
