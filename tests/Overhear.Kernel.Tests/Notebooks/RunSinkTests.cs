using System.Text.Json;
using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class RunSinkTests
{
    readonly RunSink sink = new(new MachinePaths([new("/home/ann", "~")]));

    static HostMessage Event(string kind, string token, string? id, params (string Mime, string Value)[] forms) => new(kind, JsonSerializer.SerializeToElement(new
    {
        valueId = id,
        formattedValues = forms.Select(form => new { mimeType = form.Mime, value = form.Value, suppressDisplay = false }),
    }), token);

    static string Compact(CellOutputs outputs) => outputs.ToJson().ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [Fact]
    public void Prints_that_follow_each_other_are_one_output()
    {
        var cell = sink.Begin("cell-1", 1);
        sink.Receive(Event(HostMessage.StandardOutput, "cell-1", null, ("text/plain", "a")));
        sink.Receive(Event(HostMessage.StandardOutput, "cell-1.2", null, ("text/plain", "b\r\n")));
        sink.Print("native in /home/ann/x\n", isError: false);
        sink.Print("warning\n", isError: true);
        sink.Receive(Event(HostMessage.StandardOutput, "cell-1", null, ("text/plain", "c")));
        Assert.Equal("""[{"name":"stdout","output_type":"stream","text":["ab\n","native in ~/x\n"]},{"name":"stderr","output_type":"stream","text":["warning\n"]},{"name":"stdout","output_type":"stream","text":["c"]}]""", Compact(cell));
    }

    [Fact]
    public void An_update_replaces_the_display_where_it_stands_also_one_of_an_earlier_cell()
    {
        var first = sink.Begin("cell-1", 1);
        sink.Receive(Event(HostMessage.Displayed, "cell-1", "a", ("text/plain", "1/2")));
        sink.Receive(Event(HostMessage.StandardOutput, "cell-1", null, ("text/plain", "x")));
        sink.Receive(Event(HostMessage.DisplayUpdated, "cell-1", "a", ("text/plain", "2/2")));
        Assert.Equal(["2/2", "x"], first.ToJson().Select(Text));
        var second = sink.Begin("cell-2", 2);
        sink.Receive(Event(HostMessage.DisplayUpdated, "cell-2", "a", ("text/html", "<b>done</b>")));
        Assert.True(first.Changed);
        Assert.Equal(["<b>done</b>", "x"], first.ToJson().Select(Text));
        Assert.Empty(second.ToJson());
    }

    [Fact]
    public void An_update_of_what_was_never_shown_is_shown()
    {
        var cell = sink.Begin("cell-1", 1);
        sink.Receive(Event(HostMessage.DisplayUpdated, "cell-1", "b", ("text/plain", "1")));
        sink.Receive(Event(HostMessage.DisplayUpdated, "cell-1", "b", ("text/plain", "2")));
        Assert.Equal(["2"], cell.ToJson().Select(Text));
    }

    [Fact]
    public void An_event_goes_to_the_cell_that_it_belongs_to()
    {
        var first = sink.Begin("cell-1", 1);
        var second = sink.Begin("cell-2", 2);
        sink.Receive(Event(HostMessage.StandardOutput, "cell-1", null, ("text/plain", "late")));
        Assert.Equal(["late"], first.ToJson().Select(Text));
        Assert.Empty(second.ToJson());
    }

    [Fact]
    public void Json_forms_become_objects_and_texts_become_lines()
    {
        var cell = sink.Begin("cell-7", 7);
        sink.Receive(Event(HostMessage.Returned, "cell-7", null, ("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2.5]}]}"""), ("application/json", "[1]"), ("x/broken+json", "{"), ("text/html", "<b>\r\nx</b>"), ("image/png", "AAAA")));
        Assert.Equal("""[{"data":{"application/vnd.plotly.v1+json":{"data":[{"y":[1,2.5]}]},"application/json":[1],"x/broken+json":"{","text/html":["<b>\n","x</b>"],"image/png":"AAAA"},"metadata":{},"output_type":"execute_result","execution_count":7}]""", Compact(cell));
    }

    [Theory]
    [InlineData("<div><div></div><div></div><div><strong>Installed Packages</strong><ul><li><span>A, 1.0</span></li></ul></div></div>")]
    [InlineData("Loading extensions from `/home/ann/.nuget/packages/skiasharp/2.88.9/interactive-extensions/dotnet/A.dll`")]
    [InlineData("<script data-overhear-plotly-loader>var Plotly</script>")]
    [InlineData("<div id='dotnet-interactive-this-cell-$CACHE_BUSTER$' style='display: none'></div><script>async function probeAddresses(a) {}</script>")]
    public void What_the_host_says_of_itself_is_left_out(string html)
    {
        var cell = sink.Begin("cell-1", 1);
        sink.Receive(Event(HostMessage.Displayed, "cell-1", "p", ("text/html", html)));
        sink.Receive(Event(HostMessage.StandardError, "cell-1", null, ("text/plain", "Stopped due to error\n")));
        Assert.Empty(cell.ToJson());
    }

    [Fact]
    public void A_package_list_stays_out_in_all_its_states()
    {
        var cell = sink.Begin("cell-1", 1);
        sink.Receive(Event(HostMessage.Displayed, "cell-1", "p", ("text/html", "<div><div></div><div><strong>Installing Packages</strong><ul></ul></div><div></div></div>")));
        sink.Receive(Event(HostMessage.DisplayUpdated, "cell-1", "p", ("text/html", "<div>a form without a mark</div>")));
        Assert.Empty(cell.ToJson());
    }

    [Fact]
    public void Diagnostics_tell_the_first_error_s_line()
    {
        sink.Begin("cell-1", 1);
        sink.Receive(new(HostMessage.Diagnostics, JsonDocument.Parse("""{"diagnostics":[{"severity":"warning","linePositionSpan":{"start":{"line":0,"character":0}}},{"severity":"error","linePositionSpan":{"start":{"line":4,"character":8}}}]}""").RootElement, "cell-1"));
        Assert.Equal(5, sink.DiagnosedLine);
        sink.Begin("cell-2", 2);
        Assert.Null(sink.DiagnosedLine);
    }

    static string Text(JsonNode? output) => NotebookCell.Joined(output!["text"] ?? output["data"]!["text/html"] ?? output["data"]!["text/plain"]);
}
