namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class MachinePathsTests
{
    static readonly MachinePaths paths = new([new("/home/ann", "~"), new("/home/ann/.nuget/packages", "~/packages"), new("/tmp", "~"), new(@"C:\Users\Ann", "~"), new("/", "never")]);

    [Theory]
    [InlineData("see /home/ann/x.txt", "see ~/x.txt")]
    [InlineData("/home/ann/.nuget/packages/a/1.0", "~/packages/a/1.0")]
    [InlineData("<a href=\"file:///home/ann/x\">", "<a href=\"~/x\">")]
    [InlineData("(/tmp)", "(~)")]
    [InlineData("/home/anna /home/ann-2 /chroot/home/ann", "/home/anna /home/ann-2 /chroot/home/ann")]
    [InlineData(@"C:\Users\Ann\x", @"~\x")]
    [InlineData(@"{""p"":""C:\\Users\\Ann\\x""}", @"{""p"":""~\\x""}")]
    [InlineData("C:/Users/Ann/x", "~/x")]
    [InlineData("https://example.org/tmp/x", "https://example.org/tmp/x")]
    [InlineData("1 / 2", "1 / 2")]
    public void Paths_of_the_machine_become_neutral_and_nothing_else(string text, string expected) => Assert.Equal(expected, paths.Neutral(text));

    [Fact]
    public void The_machine_s_own_folders_are_known()
    {
        var here = MachinePaths.Here(AppContext.BaseDirectory, "/some/packages", null, ["/data/models/tiny", "not a path"]);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var text = here.Neutral($"{AppContext.BaseDirectory}a | /some/packages/b | {home}/c | {Path.GetTempPath()}d | /data/models/other | {typeof(object).Assembly.Location}");
        Assert.Equal("./a | ~/.nuget/packages/b | ~/c | ~/d | ~/other | ~/dotnet", text[..text.IndexOf("/shared", StringComparison.Ordinal)]);
    }
}
