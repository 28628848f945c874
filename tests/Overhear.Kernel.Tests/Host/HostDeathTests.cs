namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class HostDeathTests
{
    [Theory]
    [InlineData(137, "signal 9, SIGKILL (exit code 137)")]
    [InlineData(134, "signal 6, SIGABRT (exit code 134)")]
    [InlineData(139, "signal 11, SIGSEGV (exit code 139)")]
    [InlineData(3, "exit code 3")]
    [InlineData(0, "exit code 0")]
    [InlineData(200, "exit code 200")]
    public void The_end_has_a_name(int code, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Assert.Equal(words, ExitStatus.Describe(code));
    }

    [Fact]
    public void A_report_says_how_how_much_and_what_was_said_last()
    {
        var report = new HostDeath(137, "a warning\nthe last word\n", 512L << 20).Report();
        Assert.Contains("SIGKILL", report[0]);
        Assert.Equal(["Peak memory: 512 MiB.", "Its standard error:", "a warning", "the last word"], report.Skip(1));
    }

    [Fact]
    public void A_long_report_keeps_its_first_and_last_lines_and_says_what_is_missing()
    {
        var report = new HostDeath(134, string.Join('\n', Enumerable.Range(1, 500).Select(i => $"line {i}")), 0).Report();
        Assert.Contains("line 1", report);
        Assert.Contains("line 500", report);
        Assert.Contains("[475 lines left out]", report);
        Assert.DoesNotContain("line 250", report);
    }

    [Fact]
    public void Frames_of_the_host_push_nothing_out()
    {
        var frames = string.Concat(Enumerable.Range(0, 60).Select(_ => "   at Microsoft.DotNet.Interactive.KernelCommandPipeline.SendAsync(A)\n"));
        Assert.Equal(["Process terminated.", "   at Submission#3.F()"], new HostDeath(134, "Process terminated.\n   at Submission#3.F()\n" + frames, 0).Report().TakeLast(2));
    }

    [Fact]
    public void Running_out_of_time_is_said() => Assert.Contains("longer than the 2.5 s", new HostDeath(137, "", 0, TimeSpan.FromSeconds(2.5)).Report()[0]);

    [Fact]
    public void Silence_is_said() => Assert.Contains("It wrote nothing to standard error.", new HostDeath(1, "\n", 0).Report());
}
