namespace Overhear.Interactive.Tests;

[Trait("Category", "fast")]
public sealed class HostVersionTests
{
    [Fact]
    public void The_version_that_was_built_against_draws_no_remark()
    {
        Assert.Equal(HostVersion.Expected, HostVersion.Running);
        Assert.Null(HostVersion.Difference(HostVersion.Running));
    }

    [Fact]
    public void Another_version_draws_one_line_that_names_both()
    {
        var line = HostVersion.Difference("1.0.0-beta.99999.9");
        Assert.Contains("1.0.0-beta.99999.9", line, StringComparison.Ordinal);
        Assert.Contains(HostVersion.Expected, line, StringComparison.Ordinal);
        Assert.Contains("Microsoft.dotnet-interactive 1.0.", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line!);
    }
}
