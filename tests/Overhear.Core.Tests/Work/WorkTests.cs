namespace Overhear.Tests;

[Trait("Category", "fast")]
public class WorkTests
{
    sealed class Seen : IProgress<WorkProgress>
    {
        public List<WorkProgress> Reports { get; } = [];

        public void Report(WorkProgress value) => Reports.Add(value);
    }

    [Fact]
    public void Outside_of_a_scope_nothing_cancels_and_nothing_is_reported()
    {
        Assert.False(Overhear.Work.Current.Cancellation.CanBeCanceled);
        Overhear.Work.Current.Step("quiet", 1, 2);
    }

    [Fact]
    public void A_scope_reports_the_first_and_the_last_step_and_ends()
    {
        var seen = new Seen();
        using (Overhear.Work.Begin(progress: seen))
            for (var i = 0; i <= 1000; i++) Overhear.Work.Current.Step("counting", i, 1000);
        Assert.Equal(0, seen.Reports[0].Done);
        Assert.Equal(1000, seen.Reports[^1].Done);
        Assert.True(seen.Reports.Count < 100, $"{seen.Reports.Count} reports in a moment");
        var before = seen.Reports.Count;
        Overhear.Work.Current.Step("after", 0, 1);
        Assert.Equal(before, seen.Reports.Count);
    }

    [Fact]
    public void Work_that_goes_on_in_the_middle_is_reported_from_its_first_step_on()
    {
        var seen = new Seen();
        using var scope = Overhear.Work.Begin(progress: seen);
        Overhear.Work.Current.Step("resumed", 40, 100);
        Overhear.Work.Current.Step("resumed", 41, 100);
        Assert.Equal([40L], seen.Reports.Select(report => report.Done));
    }

    [Fact]
    public void A_cancelled_scope_throws_at_the_next_step()
    {
        using var source = new CancellationTokenSource();
        using var scope = Overhear.Work.Begin(source.Token);
        Overhear.Work.Current.Step("before", 0, 2);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Overhear.Work.Current.Step("after", 1, 2));
    }

    [Fact]
    public void An_inner_scope_takes_over_what_it_is_not_given()
    {
        var seen = new Seen();
        using var source = new CancellationTokenSource();
        using var outer = Overhear.Work.Begin(source.Token, seen, 1000);
        using (Overhear.Work.Begin(memoryBudget: 10))
        {
            Assert.Equal(10, Overhear.Work.Current.MemoryBudget);
            Assert.Equal(source.Token, Overhear.Work.Current.Cancellation);
            Overhear.Work.Current.Step("inside", 0, 1);
        }
        Assert.Equal(1000, Overhear.Work.Current.MemoryBudget);
        Assert.Single(seen.Reports);
    }

    [Fact]
    public async Task A_scope_flows_into_tasks_and_along_awaits()
    {
        using var source = new CancellationTokenSource();
        using var scope = Overhear.Work.Begin(source.Token);
        await Task.Yield();
        Assert.Equal(source.Token, await Task.Run(() => Overhear.Work.Current.Cancellation, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_budget_is_positive() => Assert.Throws<ArgumentOutOfRangeException>(() => Overhear.Work.Begin(memoryBudget: 0));
}
