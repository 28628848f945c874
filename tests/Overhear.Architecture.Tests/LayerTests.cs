using Microsoft.CodeAnalysis;

namespace Overhear.Architecture.Tests;

[Trait("Category", "fast")]
public class LayerTests
{
    [Fact]
    public void The_sources_are_understood_so_that_no_name_escapes_the_rules()
    {
        Rule.Holds(SourceProject.Core.Errors);
        Rule.Holds(SourceProject.Visuals.Errors);
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_place_in_the_order()
    {
        var folders = SourceProject.Core.Trees.Select(tree => Layers.FolderOf(SourceProject.Core, tree)).Distinct();
        Rule.Holds(folders.Except(Layers.Order).Select(folder => $"'{folder}' is no folder of the design"));
    }

    [Fact]
    public void Dependencies_point_one_way() => Rule.Holds(Layers.Violations(SourceProject.Core));

    [Fact]
    public void Results_hold_no_tensors()
    {
        var project = SourceProject.Core;
        var found = project.Trees.Where(tree => Layers.FolderOf(project, tree) == "Results").SelectMany(tree =>
        {
            var model = project.Compilation.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes()
                .Where(node => (model.GetSymbolInfo(node).Symbol as INamedTypeSymbol ?? model.GetSymbolInfo(node).Symbol?.ContainingType)?.ContainingAssembly?.Name == "TorchSharp")
                .Select(node => $"{tree.FilePath}: {node}");
        });
        Rule.Holds(found);
    }

    [Fact]
    public void The_rule_sees_types_extension_methods_and_inferred_types()
    {
        var project = SourceProject.Of(
            ("Models/Model.cs", "namespace Overhear; public class Model { public static Model Load() => new(); public int Size => 3; }"),
            ("Models/ModelExtensions.cs", "namespace Overhear; public static class ModelExtensions { public static int Twice(this int x) => 2 * x; }"),
            ("Files/Reader.cs", "namespace Overhear; class Reader { int A() => 3.Twice(); }"),
            ("Weights/Head.cs", "namespace Overhear; class Head { Model? model; }"),
            ("Hooks/Hook.cs", "namespace Overhear; class Hook { int Of(dynamic d) { var m = Source.Any; return m.Size; } }"),
            ("Hooks/Source.cs", "namespace Overhear; static class Source { public static Model Any => Model.Load(); }"));
        var found = Layers.Violations(project).ToList();
        Assert.Contains(found, line => line.StartsWith("Files/Reader.cs:1: Files names Twice of Models", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("Hooks/Hook.cs:1: Hooks names Size of Models", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("Hooks/Source.cs:1: Hooks names Model of Models", StringComparison.Ordinal));
        Assert.DoesNotContain(found, line => line.StartsWith("Weights/", StringComparison.Ordinal));
    }
}
