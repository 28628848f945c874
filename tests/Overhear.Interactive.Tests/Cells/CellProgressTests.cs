using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace Overhear.Interactive.Tests;

[Trait("Category", "fast")]
public sealed class CellProgressTests : IDisposable
{
    readonly CompositeKernel root = [new CSharpKernel()];

    public void Dispose() => root.Dispose();

    async Task<IReadOnlyList<DisplayEvent>> Report(params WorkProgress[] reports)
    {
        var result = await root.SendAsync(new AnonymousCommand(context =>
        {
            using var progress = new CellProgress(context);
            foreach (var report in reports) progress.Report(report);
        }));
        return [.. result.Events.OfType<DisplayEvent>()];
    }

    sealed class AnonymousCommand : KernelCommand
    {
        public AnonymousCommand(Action<KernelInvocationContext> run) : base("csharp") => Handler = (_, context) =>
        {
            run(context);
            return Task.CompletedTask;
        };
    }

    static WorkProgress At(long done, long total, double seconds, string label = "Sweep") => new(label, done, total, null, TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task What_is_over_in_a_moment_shows_nothing() => Assert.Empty(await Report(At(0, 2, 0), At(1, 2, 0.1), At(2, 2, 0.2)));

    [Fact]
    public async Task What_takes_longer_shows_a_bar_that_ends_as_a_line()
    {
        var events = await Report(At(0, 4, 0), At(1, 4, 1), At(2, 4, 2), At(4, 4, 3));
        Assert.IsType<DisplayedValueProduced>(events[0]);
        Assert.Contains("<progress max=\"4\" value=\"1\"", Html(events[0]), StringComparison.Ordinal);
        Assert.Equal(2, events.Count); // the reports came within a quarter of a second
        Assert.Equal(events[0].ValueId, Assert.IsType<DisplayedValueUpdated>(events[1]).ValueId);
        Assert.DoesNotContain("<progress", Html(events[1]), StringComparison.Ordinal);
        Assert.Contains("Sweep: 4 of 4", Html(events[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_without_an_end_has_no_measure() => Assert.Contains("<progress style", Html((await Report(At(5, 0, 1)))[0]), StringComparison.Ordinal);

    [Fact]
    public async Task Labels_are_escaped() => Assert.DoesNotContain("<b>", Html((await Report(At(1, 2, 1, "<b>")))[0]), StringComparison.Ordinal);

    static string Html(DisplayEvent e) => e.FormattedValues.Single(v => v.MimeType == Output.Html).Value;
}
