using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;

namespace Overhear.Interactive.Tests;

/// <summary>Magic commands in kernels of this process; the host's own tests run them through the tool.</summary>
[Trait("Category", "fast")]
public sealed class MagicTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-magics-").FullName;
    readonly CompositeKernel root = [new CSharpKernel()];

    public void Dispose()
    {
        root.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    async Task<IReadOnlyList<KernelEvent>> Run(string code)
    {
        await new Extension().OnLoadAsync(root);
        return (await root.SendAsync(new SubmitCode(code, "csharp"))).Events;
    }

    static string Error(IEnumerable<KernelEvent> events) => Assert.Single(events.OfType<CommandFailed>()).Message;

    static string Text(IEnumerable<KernelEvent> events) =>
        string.Join('\n', events.OfType<DisplayEvent>().SelectMany(e => e.FormattedValues).Where(v => v.MimeType == Output.Plain).Select(v => v.Value));

    [Fact]
    public async Task Overhear_shows_versions_commands_and_how_to_start()
    {
        var events = await Run("#!overhear");
        Assert.Empty(events.OfType<CommandFailed>());
        var text = Text(events);
        foreach (var words in new[] { "Overhear 0.", "libtorch", ".NET Interactive", "#!model NAME", "TransformerModel.Load(\"NAME\")", "using Overhear;" })
            Assert.Contains(words, text, StringComparison.Ordinal);
        var html = Assert.Single(events.OfType<DisplayedValueProduced>()).FormattedValues.Single(v => v.MimeType == Output.Html).Value;
        Assert.Contains("<caption", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_binds_a_live_model_and_shows_it()
    {
        var path = TinyModel.Write(Path.Combine(folder, "tiny"));
        var events = await Run($"#!model {path}");
        Assert.Empty(events.OfType<CommandFailed>());
        Assert.Contains("family           gpt2", Text(events), StringComparison.Ordinal);
        var value = (await root.SendAsync(new RequestValue("lm", targetKernelName: "csharp"), TestContext.Current.CancellationToken)).Events.OfType<ValueProduced>().Single();
        Assert.Equal("tiny", Assert.IsType<TransformerModel>(value.Value).Name);
    }

    [Fact]
    public async Task Model_takes_a_variable_a_type_and_a_quoted_folder()
    {
        var path = TinyModel.Write(Path.Combine(folder, "with space"));
        Assert.Empty((await Run($"#!model \"{path}\" --as Other_1 --dtype float64 --device cpu")).OfType<CommandFailed>());
        var value = (await root.SendAsync(new RequestValue("Other_1", targetKernelName: "csharp"), TestContext.Current.CancellationToken)).Events.OfType<ValueProduced>().Single();
        Assert.Equal(Dtype.Float64, Assert.IsType<TransformerModel>(value.Value).Dtype);
    }

    [Fact]
    public async Task An_unknown_model_is_one_clear_error()
    {
        var error = Error(await Run("#!model no-such-model"));
        Assert.StartsWith("No model 'no-such-model' was found.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal); // no stack trace
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        var error = Error(await Run("#!model x --as 3x --dtype int7"));
        Assert.Contains("'3x' is no name of a variable", error, StringComparison.Ordinal);
        Assert.Contains("'int7' is no type to run in: it is one of Float32, BFloat16, Float16, Float64.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!model", "--name")]
    [InlineData("#!model x --colour red", "--colour")]
    [InlineData("#!model x --as class", "'class' is a word of C# or F#")]
    [InlineData("#!model x --as member", "'member' is a word of C# or F#")]
    [InlineData("#!model x --as _", "'_' is no name of a variable")]
    [InlineData("#!model x --dtype 1", "'1' is no type to run in")]
    [InlineData("#!model two words", "#!model takes one model")]
    [InlineData("#!model x --device moon", "moon")]
    public async Task What_cannot_be_run_is_refused(string code, string words)
    {
        TinyModel.Write(Path.Combine(folder, "x"));
        Assert.Contains(words, Error(await Run(code.Replace("model x", $"model {Path.Combine(folder, "x")}"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_twice_adds_nothing_twice()
    {
        await new Extension().OnLoadAsync(root);
        await new Extension().OnLoadAsync(root);
        foreach (var name in new[] { "#!model", "#!overhear" }) Assert.Single(root.KernelInfo.SupportedDirectives, directive => directive.Name == name);
    }

    [Fact]
    public async Task Names_of_models_are_completed()
    {
        await new Extension().OnLoadAsync(root);
        var model = (KernelActionDirective)root.KernelInfo.SupportedDirectives.Single(directive => directive.Name == "#!model");
        var names = await model.Parameters.Single(parameter => parameter.Name == "--name").GetValueCompletionsAsync();
        Assert.Contains(names, item => item.DisplayText == "teaching");
    }
}
