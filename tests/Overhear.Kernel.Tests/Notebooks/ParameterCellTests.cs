namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class ParameterCellTests
{
    static string[] CSharp(string source) => [.. ParameterCell.Declared(source, "csharp").Select(p => $"{p.Redeclaration}{p.Name}:{p.Kind}")];

    static string[] FSharp(string source) => [.. ParameterCell.Declared(source, "fsharp").Select(p => $"{p.Redeclaration}{p.Name}:{p.Kind}")];

    [Theory]
    [InlineData("var model = \"teaching\";", "model:Text")]
    [InlineData("var model = @\"C:\\a\";", "model:Text")]
    [InlineData("var n = 64; ", "n:Int")]
    [InlineData("var n = -1_000;", "n:Int")]
    [InlineData("var n = 0xFF;", "n:Int")]
    [InlineData("var n = 5L;", "n:Long")]
    [InlineData("long n = 5;", "n:Long")]
    [InlineData("double rate = 1;", "rate:Double")]
    [InlineData("var rate = 1e-3;", "rate:Double")]
    [InlineData("var rate = .5f;", "rate:Single")]
    [InlineData("float rate = 2;", "rate:Single")]
    [InlineData("decimal cost = 2;", "cost:Decimal")]
    [InlineData("bool fast = true;", "fast:Bool")]
    [InlineData("string? name = null;", "name:Text")]
    [InlineData("string name = Environment.MachineName;", "name:Text")]
    [InlineData("var name = Environment.MachineName;", "name:Other")]
    [InlineData("var both = \"a\" + \"b\";", "both:Other")]
    [InlineData("var list = new[] { 1, 2 };", "list:Other")]
    [InlineData("const int n = 3;", "const int n:Int")]
    public void A_declaration_says_what_it_can_hold(string source, string expected) => Assert.Equal([expected], CSharp(source));

    [Fact]
    public void Comments_texts_and_comparisons_declare_nothing() =>
        Assert.Equal(["model:Text", "seed:Int"], CSharp("""
            // var hidden = 1;
            /* int hidden = 2; */
            var model = "int x = 3; // not a comment";   // the model
            #r "nuget: Overhear, 0.1.0"
            if (model == "x") return;
            var seed = 7;
            """).Where(found => !found.StartsWith("#", StringComparison.Ordinal)));

    [Fact]
    public void Several_on_a_line_count_each() => Assert.Equal(["a:Int", "b:Int", "s:Text"], CSharp("int a = 1, b = 2; var s = \"x\";"));

    [Theory]
    [InlineData("let model = \"teaching\"", "let model:Text")]
    [InlineData("let mutable n = 3 // count", "let mutable n:Int")]
    [InlineData("let rate : float = 1.0", "let rate : float:Double")]
    [InlineData("let rate = 1e-3", "let rate:Double")]
    [InlineData("let fast = false", "let fast:Bool")]
    [InlineData("let n = 5L", "let n:Long")]
    public void FSharp_declarations_too(string source, string expected) => Assert.Equal([expected], FSharp(source));

    [Fact]
    public void FSharp_functions_and_inner_lets_are_no_parameters() => Assert.Equal(["let a:Int"], FSharp("let a = 1\nlet f x =\n    let b = 2\n    b\n(* let c = 3\n*)"));

    [Theory]
    [InlineData(nameof(ParameterKind.Text), "a\"b\\c\nd", "x = \"a\\\"b\\\\c\\nd\";", "let x = \"a\\\"b\\\\c\\nd\"")]
    [InlineData(nameof(ParameterKind.Text), "", "x = \"\";", "let x = \"\"")]
    [InlineData(nameof(ParameterKind.Int), "-3", "x = -3;", "let x = -3")]
    [InlineData(nameof(ParameterKind.Long), "5000000000", "x = 5000000000L;", "let x = 5000000000L")]
    [InlineData(nameof(ParameterKind.Double), "3", "x = 3.0;", "let x = 3.0")]
    [InlineData(nameof(ParameterKind.Double), "1e-5", "x = 1E-05;", "let x = 1E-05")]
    [InlineData(nameof(ParameterKind.Single), "0.1", "x = 0.1f;", "let x = 0.1f")]
    [InlineData(nameof(ParameterKind.Decimal), "0.1", "x = 0.1m;", "let x = 0.1M")]
    [InlineData(nameof(ParameterKind.Bool), "True", "x = true;", "let x = true")]
    public void A_value_becomes_a_literal_of_the_kind(string kind, string value, string csharp, string fsharp)
    {
        Assert.Equal(csharp, new Parameter("x", Enum.Parse<ParameterKind>(kind), "").Set(value, "csharp"));
        Assert.Equal(fsharp, new Parameter("x", Enum.Parse<ParameterKind>(kind), "let ").Set(value, "fsharp"));
    }

    [Theory]
    [InlineData(nameof(ParameterKind.Int), "many", "whole number")]
    [InlineData(nameof(ParameterKind.Int), "3000000000", "2147483647")]
    [InlineData(nameof(ParameterKind.Int), "1.5", "whole number")]
    [InlineData(nameof(ParameterKind.Double), "0,5", "a point")]
    [InlineData(nameof(ParameterKind.Double), "NaN", "a number")]
    [InlineData(nameof(ParameterKind.Bool), "yes", "true or false")]
    [InlineData(nameof(ParameterKind.Other), "1", "no value can be set")]
    public void A_value_of_another_kind_is_refused(string kind, string value, string part)
    {
        var refusal = Assert.Throws<Refusal>(() => new Parameter("x", Enum.Parse<ParameterKind>(kind), "").Set(value, "csharp"));
        Assert.Contains(part, refusal.Message);
        Assert.DoesNotContain("\n", refusal.Message);
    }
}
