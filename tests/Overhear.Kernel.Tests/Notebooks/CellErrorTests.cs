namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class CellErrorTests
{
    const string thrown = "System.InvalidOperationException: boo\nsecond line\n   at Submission#2.F(Int32 x) in :line 3\n   at Submission#5.<<Initialize>>d__0.MoveNext() in :line 2\n--- End of stack trace from previous location ---\n   at Microsoft.CodeAnalysis.Scripting.ScriptExecutionState.RunSubmissionsAsync[TResult](A a)";

    [Fact]
    public void An_exception_has_its_type_message_line_and_the_frames_of_the_notebook()
    {
        var error = CellError.Of(thrown, null, "var x = 1;\nF(x);", "var x = 1;\nF(x);");
        Assert.Equal(("System.InvalidOperationException", "boo\nsecond line", 2), (error.Name, error.Message, error.Line));
        Assert.Equal(["System.InvalidOperationException: boo", "second line", "   at Submission#2.F(Int32 x) line 3", "   at Submission#5.<<Initialize>>d__0.MoveNext() line 2"], error.Trace);
    }

    [Fact]
    public void The_line_counts_from_the_top_of_the_cell_where_a_part_of_it_ran() =>
        Assert.Equal(5, CellError.Of(thrown, null, "#!fsharp\nlet y = 1\n#!csharp\nvar x = 1;\nF(x);", "var x = 1;\nF(x);").Line);

    [Fact]
    public void A_compile_error_has_the_line_of_its_diagnostic()
    {
        var error = CellError.Of("(2,9): error CS1525: Invalid expression term ';'", 4, "a\nb\nc\nd", null);
        Assert.Equal(("CompilationError", 4), (error.Name, error.Line));
    }

    [Theory]
    [InlineData("Input not provided.")]
    [InlineData("System.Exception: Microsoft.DotNet.Interactive.NoSuitableKernelException: No handler registered on kernel csharp for command: Microsoft.DotNet.Interactive.Commands.RequestInput\n   at A")]
    [InlineData("System.InvalidOperationException: " + HostSetup.NoInput + "\n   at System.IO.Pipelines.Pipe.GetReadResult(ReadResult& result)")]
    public void A_cell_that_asks_for_input_is_told_why_it_gets_none(string failure)
    {
        var error = CellError.Of(failure, null, "x", null);
        Assert.Equal(("InputNotAvailable", HostSetup.NoInput), (error.Name, error.Message));
    }

    [Fact]
    public void What_is_no_exception_is_an_error() => Assert.Equal(("Error", "Value 'f' not found in kernel fsharp"), (CellError.Of("Value 'f' not found in kernel fsharp\n", null, "", null) is var e ? e.Name : "", e.Message));
}
