using System.Text.RegularExpressions;
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
            var clock = new Clock();
            using var progress = new CellProgress(context, clock);
            foreach (var report in reports)
            {
                clock.Now = report.Elapsed;
                progress.Report(report);
            }
        }), TestContext.Current.CancellationToken);
        return [.. result.Events.OfType<DisplayEvent>()];
    }

    sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long GetTimestamp() => Now.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
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
    public async Task What_is_over_in_a_moment_shows_nothing() => Assert.Empty(await Report(At(0, 2, 3), At(1, 2, 3.2), At(2, 2, 3.4)));

    [Fact]
    public async Task What_takes_longer_shows_a_bar_that_is_updated_four_times_a_second_and_ends_as_a_line()
    {
        var events = await Report(At(0, 9, 3), At(1, 9, 4), At(2, 9, 4.1), At(3, 9, 4.3), At(4, 9, 4.5), At(9, 9, 4.52));
        Assert.Equal(["1", "3", "9"], events.Select(e => Regex.Match(Html(e), "Sweep: ([0-9]+) of 9").Groups[1].Value));
        Assert.Equal([true, true, false], events.Select(e => Html(e).Contains("<progress max=\"9\" value=", StringComparison.Ordinal)));
        Assert.IsType<DisplayedValueProduced>(events[0]);
        Assert.All(events.Skip(1), e => Assert.IsType<DisplayedValueUpdated>(e));
        Assert.Single(events.Select(e => e.ValueId).Distinct());
    }

    [Fact]
    public async Task A_bar_without_an_end_has_no_measure() => Assert.Contains("<progress style", Html((await Report(At(4, 0, 0), At(5, 0, 1)))[0]), StringComparison.Ordinal);

    [Fact]
    public async Task Labels_are_escaped() => Assert.DoesNotContain("<b>", Html((await Report(At(0, 2, 0), At(1, 2, 1, "<b>")))[0]), StringComparison.Ordinal);

    static string Html(DisplayEvent e) => e.FormattedValues.Single(v => v.MimeType == Output.Html).Value;
}
