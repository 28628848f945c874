using Microsoft.CodeAnalysis;

namespace Overhear.Architecture.Tests;

[Trait("Category", "fast")]
public class StyleTests
{
    static readonly Lazy<IReadOnlyList<SyntaxTree>> library = new(() => SourceProject.TreesBelow("src/Extensions"));
    static readonly Lazy<IReadOnlyList<SyntaxTree>> shipped = new(() => SourceProject.TreesBelow("src"));
    static readonly Lazy<IReadOnlyList<SyntaxTree>> everything = new(() => [.. shipped.Value, .. SourceProject.TreesBelow("tests")]);

    [Fact]
    public void A_file_has_at_most_400_lines()
    {
        Rule.Holds(everything.Value.SelectMany(StyleRules.TooLong));
        Rule.Holds(Repository.Files("", ".fs", ".fsx").Where(file => File.ReadLines(file).Count() > StyleRules.MostLines).Select(Repository.Relative));
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_for_it() => Rule.Holds(shipped.Value.SelectMany(StyleRules.MoreThanOnePublicType));

    [Fact]
    public void Names_say_what_a_thing_does() => Rule.Holds(everything.Value.SelectMany(StyleRules.EmptyNames));

    [Fact]
    public void No_type_is_partial_but_for_a_source_generator() => Rule.Holds(everything.Value.SelectMany(StyleRules.PartialTypes));

    [Fact]
    public void The_library_never_prints()
    {
        Rule.Holds(library.Value.SelectMany(StyleRules.Prints));
        Rule.Holds(Repository.Files("src/Extensions", ".fs").Where(file => System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(file), @"\b(e?printfn?|Console|stdout|stderr)\b")).Select(Repository.Relative));
    }

    [Fact]
    public void No_dispose_scope_outlives_its_method() => Rule.Holds(everything.Value.SelectMany(StyleRules.EscapingScopes));

    [Fact]
    public void Nothing_is_marked_as_unfinished() => Rule.Holds(everything.Value.SelectMany(StyleRules.Unfinished));

    [Theory]
    [InlineData(nameof(StyleRules.TooLong), 1, "class A\n{\n", "}")]
    [InlineData(nameof(StyleRules.MoreThanOnePublicType), 0, "namespace Overhear; public class Example { public enum Inner { } } class Other { }")]
    [InlineData(nameof(StyleRules.MoreThanOnePublicType), 1, "namespace Overhear; public class Example { } public delegate void Other();")]
    [InlineData(nameof(StyleRules.MoreThanOnePublicType), 1, "namespace Overhear { public enum Another { } }")]
    [InlineData(nameof(StyleRules.EmptyNames), 2, "class TensorUtils { class ModelManager { } }")]
    [InlineData(nameof(StyleRules.PartialTypes), 1, "partial class A { void B() { } }")]
    [InlineData(nameof(StyleRules.PartialTypes), 0, "partial class A { [GeneratedRegex(\"a\")] private static partial Regex B(); }")]
    [InlineData(nameof(StyleRules.Prints), 1, "class A { void B() => System.Console.WriteLine(); }")]
    [InlineData(nameof(StyleRules.EscapingScopes), 1, "class A { readonly DisposeScope scope; }")]
    [InlineData(nameof(StyleRules.EscapingScopes), 2, "class A { torch.DisposeScope? Scope { get; } } record B(DisposeScope Kept);")]
    [InlineData(nameof(StyleRules.EscapingScopes), 1, "class A { async Task B() { using var s = torch.NewDisposeScope(); await C(); } }")]
    [InlineData(nameof(StyleRules.EscapingScopes), 1, "class A { IEnumerable<int> B() { using var s = NewDisposeScope(); yield return 1; } }")]
    [InlineData(nameof(StyleRules.EscapingScopes), 0, "class A { async Task B() { await C(() => { using var s = torch.NewDisposeScope(); }); } }")]
    [InlineData(nameof(StyleRules.Unfinished), 1, "/// <summary>\n/// \n/// </summary>\nclass A { }")]
    [InlineData(nameof(StyleRules.Unfinished), 1, "// TO" + "DO: the rest\nclass A { }")]
    public void Each_rule_fires_where_it_should_and_only_there(string rule, int violations, string text, string end = "")
    {
        if (rule == nameof(StyleRules.TooLong)) text += string.Concat(Enumerable.Repeat("\n", StyleRules.MostLines)) + end;
        var check = (Func<SyntaxTree, IEnumerable<string>>)typeof(StyleRules).GetMethod(rule)!.CreateDelegate(typeof(Func<SyntaxTree, IEnumerable<string>>));
        Assert.Equal(violations, check(SourceProject.Parse(text)).Count());
    }
}
