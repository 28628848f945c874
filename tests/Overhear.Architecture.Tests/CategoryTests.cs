using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Overhear.Architecture.Tests;

/// <summary>Every test class says what it costs: <c>fast</c>, <c>host</c> (starts a notebook host or another process), <c>slow</c> (over some 5 s).</summary>
[Trait("Category", "fast")]
public class CategoryTests
{
    static readonly string[] allowed = ["fast", "host", "slow"];

    [Fact]
    public void Every_test_class_carries_one_category() => Rule.Holds(Violations(SourceProject.TreesBelow("tests")));

    [Fact]
    public void Every_test_project_prints_seconds_for_each_category()
    {
        var targets = Repository.Read("tests/Directory.Build.targets");
        Assert.Contains("SecondsPerCategory.cs", targets, StringComparison.Ordinal);
        Rule.Holds(Repository.Files("tests", "xunit.runner.json").Where(file => !File.ReadAllText(file).Contains("\"diagnosticMessages\": true", StringComparison.Ordinal)).Select(Repository.Relative));
        // A Directory.Build file nearer to a project hides the common one unless it imports it.
        Rule.Holds(Repository.Files("tests", "Directory.Build.targets").Where(file => !File.ReadAllText(file).Contains("GetPathOfFileAbove", StringComparison.Ordinal)).Select(Repository.Relative));
    }

    [Theory]
    [InlineData("[Trait(\"Category\", \"fast\")] class A { [Fact] void B() { } }", 0)]
    [InlineData("class A { [Fact] void B() { } }", 1)]
    [InlineData("class A { [Theory, InlineData(1)] void B(int x) { } }", 1)]
    [InlineData("class A { [Property] bool B(int x) => true; }", 1)]
    [InlineData("[Trait(\"Category\", \"quick\")] class A { [Fact] void B() { } }", 1)]
    [InlineData("[Trait(\"Category\", \"fast\")] class A { [Fact, Trait(\"Category\", \"slow\")] void B() { } }", 1)]
    [InlineData("[Trait(\"Category\", \"fast\"), Trait(\"Category\", \"slow\")] class A { [Fact] void B() { } }", 1)]
    [InlineData("[Trait(\"Category\", \"fast\")] class A : Base { } abstract class Base { [Fact] void B() { } }", 0)]
    [InlineData("class A : Base { } abstract class Base { [Fact] void B() { } }", 1)]
    [InlineData("class A : Base<int> { } abstract class Base<T> { [Fact] void B() { } }", 1)]
    public void The_rule_fires_where_it_should(string text, int violations) => Assert.Equal(violations, Violations([SourceProject.Parse(text)]).Count());

    /// <summary>Classes that run tests, of their own or of a base class, without exactly one category that is allowed.</summary>
    static IEnumerable<string> Violations(IReadOnlyList<SyntaxTree> trees)
    {
        var classes = trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()).ToList();
        var byName = classes.GroupBy(type => type.Identifier.Text).ToDictionary(group => group.Key, group => group.First());
        foreach (var type in classes.Where(type => !type.Modifiers.Any(word => word.Text is "abstract" or "static")))
        {
            var line = Lineage(type).ToList();
            var tests = line.SelectMany(each => each.Members.OfType<MethodDeclarationSyntax>()).Where(IsTest).ToList();
            if (tests.Count == 0) continue;
            var categories = line.SelectMany(Categories).ToList();
            var name = $"{type.SyntaxTree.FilePath}: {type.Identifier}";
            if (categories.Count != 1 || !allowed.Contains(categories[0])) yield return $"{name} has category {(categories.Count == 0 ? "none" : string.Join(" and ", categories))}; one of {string.Join(", ", allowed)} is needed";
            foreach (var test in tests.Where(test => Categories(test).Any())) yield return $"{name}.{test.Identifier} has a category of its own; the class carries it";
        }

        IEnumerable<ClassDeclarationSyntax> Lineage(ClassDeclarationSyntax type)
        {
            yield return type;
            foreach (var name in type.BaseList?.Types.Select(t => (t.Type as SimpleNameSyntax)?.Identifier.Text) ?? [])
                if (name is not null && name != type.Identifier.Text && byName.TryGetValue(name, out var parent))
                    foreach (var ancestor in Lineage(parent)) yield return ancestor;
        }
    }

    static bool IsTest(MethodDeclarationSyntax method) => Attributes(method).Any(a => a.Name.ToString() is var name && (name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal) || name == "Property"));

    static IEnumerable<string> Categories(MemberDeclarationSyntax member) => Attributes(member)
        .Where(a => a.Name.ToString() == "Trait" && a.ArgumentList?.Arguments is [var key, _] && key.ToString() == "\"Category\"")
        .Select(a => a.ArgumentList!.Arguments[1].ToString().Trim('"'));

    static IEnumerable<AttributeSyntax> Attributes(MemberDeclarationSyntax member) => member.AttributeLists.SelectMany(list => list.Attributes);
}
