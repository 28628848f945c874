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
    [InlineData("--seeds", "0")]
    [InlineData("--resume")]
    public void What_cannot_be_done_is_refused_and_nothing_is_written(params string[] options)
    {
        var parsed = Parse(["teaching", .. options]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(ExitCode.Refused, parsed.Invoke());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("circuits.safetensors")]
    [InlineData("tried.json")]
    public void A_training_that_cannot_be_read_is_refused_and_left_alone(string name)
    {
        var unfinished = Directory.CreateDirectory(Path.Combine(folder, "model", "unfinished")).FullName;
        File.WriteAllText(Path.Combine(unfinished, "tried.json"), """{ "First": 0, "Seed": 0, "Tried": [] }""");
        File.WriteAllText(Path.Combine(unfinished, name), "not what it should be");
        Assert.Equal(ExitCode.Refused, Parse("teaching", "--resume").Invoke());
        Assert.Equal("not what it should be", File.ReadAllText(Path.Combine(unfinished, name)));
    }
}
