using System.CommandLine;
using System.Xml.Linq;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class CardCommandTests : IDisposable
{
    static readonly string shipped = Path.Combine(BuildTree.Find()!.Root, "notebooks", "models", "teaching");

    readonly string folder = Directory.CreateTempSubdirectory("overhear-card-").FullName;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(folder, recursive: true);
    }

    static int Run(params string[] arguments) => new RootCommand { new CardCommand() }.Parse(["card", .. arguments]).Invoke();

    [Fact]
    public void The_shipped_models_card_and_picture_come_again_from_its_folder()
    {
        var copy = Path.Combine(folder, "model");
        foreach (var file in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("README.md" or TeachingCard.LossesPicture)))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        Assert.Equal(ExitCode.Success, Run(copy));
        string Card(string of) => File.ReadAllText(Path.Combine(of, "README.md"));
        static string Prose(string card) => string.Join('\n', card.Split('\n').Where(line => !line.StartsWith('|') && !line.StartsWith("The first round", StringComparison.Ordinal))); // what is measured is compared elsewhere; here are other seeds too
        Assert.Equal(Prose(Card(shipped)), Prose(Card(copy)));
        Assert.DoesNotContain(folder, Card(copy));
        var picture = XDocument.Load(Path.Combine(copy, TeachingCard.LossesPicture)).Root!;
        Assert.Contains("loss by task", picture.Value);
        Assert.Equal(File.ReadAllText(Path.Combine(shipped, TeachingCard.LossesPicture)), File.ReadAllText(Path.Combine(copy, TeachingCard.LossesPicture)));
    }

    [Fact]
    public void A_folder_without_such_a_model_is_refused()
    {
        Assert.Equal(ExitCode.Refused, Run(folder));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }
}
