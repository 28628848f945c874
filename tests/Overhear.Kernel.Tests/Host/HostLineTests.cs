namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class HostLineTests
{
    const string ok = """{"event":{"executionOrder":0},"eventType":"CommandSucceeded","command":{"token":"cell-1.2","commandType":"SubmitCode"}}""";

    [Fact]
    public void An_event_alone_has_no_native_text()
    {
        var line = HostLine.Parse(ok);
        Assert.Equal("", line.NativeText);
        Assert.Equal((HostMessage.Succeeded, "cell-1.2", "cell-1"), (line.Message!.Kind, line.Message.Token, line.Message.RootToken));
    }

    [Fact]
    public void An_event_behind_an_unfinished_native_line_is_found()
    {
        var line = HostLine.Parse("loading 3% " + ok);
        Assert.Equal("loading 3% ", line.NativeText);
        Assert.Equal(HostMessage.Succeeded, line.Message!.Kind);
    }

    [Fact]
    public void Native_text_that_looks_like_an_event_hides_none()
    {
        var line = HostLine.Parse("""{"event": "no", {"event": 1} """ + ok);
        Assert.Equal("""{"event": "no", {"event": 1} """, line.NativeText);
        Assert.Equal(HostMessage.Succeeded, line.Message!.Kind);
    }

    [Theory]
    [InlineData("Welcome")]
    [InlineData("")]
    [InlineData("{\"event\"")]
    [InlineData("{\"event\":{},\"eventType\":7}")]
    [InlineData("{\"event\":{},\"no\":7}")]
    public void Anything_else_is_native_text_with_its_line_end(string text)
    {
        var line = HostLine.Parse(text);
        Assert.Null(line.Message);
        Assert.Equal(text + "\n", line.NativeText);
    }

    [Fact]
    public void An_event_without_a_command_has_no_token() => Assert.Null(HostLine.Parse("""{"event":{},"eventType":"KernelReady","command":null}""").Message!.RootToken);
}
