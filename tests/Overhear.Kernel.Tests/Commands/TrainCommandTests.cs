using System.CommandLine;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class TrainCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-train-").FullName;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(folder, recursive: true);
    }

    ParseResult Parse(params string[] arguments) => new RootCommand { new TrainCommand() }.Parse(["train", .. arguments, "--out", Path.Combine(folder, "model")]);

    [Fact]
    public void Another_model_is_refused_with_the_name_of_the_one_that_there_is() =>
        Assert.Contains("'teaching'", Assert.Single(Parse("gpt2").Errors).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--steps", "0")]
    [InlineData("--steps", "5", "--minutes", "1")]
    [InlineData("--resume")]
    [InlineData("--resume", "--minutes", "1")]
    public void What_cannot_be_done_is_refused_and_nothing_is_written(params string[] options)
    {
        var parsed = Parse(["teaching", .. options]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(ExitCode.Refused, parsed.Invoke());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_is_refused()
    {
        var checkpoint = Path.Combine(folder, "model", "unfinished", "checkpoint.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(checkpoint)!);
        File.WriteAllText(checkpoint, "not a checkpoint");
        Assert.Equal(ExitCode.Refused, Parse("teaching", "--resume").Invoke());
        Assert.Equal("not a checkpoint", File.ReadAllText(checkpoint));
    }
}
