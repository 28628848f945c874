namespace Overhear.Architecture.Tests;

[Trait("Category", "fast")]
public class SurfaceTests
{
    static IEnumerable<SourceProject> Projects => [SourceProject.Core, SourceProject.Visuals];

    [Fact]
    public void One_using_brings_everything_that_a_cell_names() => Rule.Holds(Projects.SelectMany(SurfaceRules.OtherNamespaces));

    [Fact]
    public void Everything_public_is_documented() => Rule.Holds(Projects.SelectMany(SurfaceRules.Undocumented));

    [Fact]
    public void Signatures_read_well_in_FSharp() => Rule.Holds(Projects.SelectMany(SurfaceRules.AwkwardInFSharp));

    [Fact]
    public void No_overloads_differ_only_in_numbers_or_in_Action_against_Func() => Rule.Holds(Projects.SelectMany(SurfaceRules.AmbiguousOverloads));

    [Fact]
    public void Each_rule_fires_where_it_should_and_only_there()
    {
        var project = SourceProject.Of(("A.cs", """
            namespace Elsewhere { /// <summary>A.</summary>
                public class Lost { } class Hidden { public void NotSeen() { } } }
            namespace Overhear
            {
                public class Bare { public int Value { get; } public Bare() { } void Hidden() { } internal (int, int) Pair() => (1, 2); }
                /// <summary>A record.</summary>
                /// <param name="Told">A word.</param>
                public sealed record Noted(int Told, int Untold);
                /// <summary>Awkward.</summary>
                public static class Awkward
                {
                    /// <summary>A.</summary>
                    public static IReadOnlyList<(int A, int B)> Tuples() => [];
                    /// <summary>A.</summary>
                    public static void Spans(ReadOnlySpan<int> values) { }
                    /// <summary>A.</summary>
                    public static int Outs(out int value) => value = 1;
                    /// <summary>A.</summary>
                    public static bool TryOuts(out int value) { value = 1; return true; }
                    /// <inheritdoc/>
                    public static void Scale(float by) { }
                    /// <summary>A.</summary>
                    public static void Scale(double by) { }
                    /// <summary>A.</summary>
                    public static void Run(Action<int> todo) { }
                    /// <summary>A.</summary>
                    public static void Run<T>(Func<int, T> todo) { }
                    /// <summary>A.</summary>
                    public static void Fine(string a) { }
                    /// <summary>A.</summary>
                    public static void Fine(int a) { }
                }
            }
            """));
        Assert.Equal(["Elsewhere.Lost: not in namespace Overhear"], SurfaceRules.OtherNamespaces(project));
        Assert.Equal(["Overhear.Bare: no summary", "Overhear.Bare.Value: no summary", "Overhear.Bare.Bare(): no summary", "Overhear.Noted: no word on Untold"], SurfaceRules.Undocumented(project));
        Assert.Equal(3, SurfaceRules.AwkwardInFSharp(project).Count());
        Assert.Equal(2, SurfaceRules.AmbiguousOverloads(project).Count());
    }
}
