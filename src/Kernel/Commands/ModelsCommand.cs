using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear models</c>: lists the models of the Hugging Face cache and fetches others into it.</summary>
sealed class ModelsCommand : Command
{
    public ModelsCommand() : base("models", "Lists the models of the Hugging Face cache, and fetches models into it.")
    {
        var name = new Argument<string>("name") { Description = "A name that 'models list' shows, a model of environment.json, org/name, or one of these with @revision." };
        var fetch = new Command("fetch", "Fetches a model from the Hugging Face hub, or what is missing of it. HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, HF_HOME and HF_HUB_CACHE are honoured.") { name };
        fetch.SetAction((parsed, token) => Task.FromResult(Fetch(parsed.GetValue(name)!, token)));
        var list = new Command("list", "Shows what is in the cache, and the well-known models that can be fetched. Asks no one.");
        list.SetAction(_ => List());
        Subcommands.Add(list);
        Subcommands.Add(fetch);
    }

    static int Fetch(string name, CancellationToken token)
    {
        var console = WholeLines.On(AnsiConsole.Console);
        try
        {
            using var work = Work.Begin(token);
            var download = ModelHub.Plan(name);
            console.WriteLine($"{download}, into {download.Folder}");
            if (download.BytesToFetch > 0) console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()).Start(progress =>
            {
                var bar = progress.AddTask(Markup.Escape(download.Repository), maxValue: download.Bytes);
                using var shown = Work.Begin(progress: new Bar(bar));
                _ = download.Run();
            });
            else _ = download.Run(); // names what is there already
            console.WriteLine($"It is there, checked: TransformerModel.Load(\"{name}\") loads it.");
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. What came is kept: the same command goes on from there.");
            return ExitCode.Stopped;
        }
        catch (Exception fault) when (fault is ModelFetchException or InvalidFileException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Failed;
        }
    }

    static int List()
    {
        var console = WholeLines.On(AnsiConsole.Console);
        var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Repository", "State", "Revision", "Size");
        table.Columns[^1].RightAligned();
        try
        {
            foreach (var model in ModelCatalog.List())
            {
                string[] cells =
                [
                    model.Name, model.Repository,
                    model.State switch { ModelState.Cached => "cached", ModelState.Partial => "not whole: fetch goes on", _ => "can be fetched" },
                    model.Commit is null ? "" : string.Join(", ", model.Revisions.DefaultIfEmpty("commit")) + " " + model.Commit[..Math.Min(12, model.Commit.Length)],
                    model.Bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{model.Bytes / 1e6:0.0} MB"),
                ];
                table.AddRow([.. cells.Select(Markup.Escape)]);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Failed;
        }
        console.Write(table);
        return ExitCode.Success;
    }

    /// <summary>Moves a bar by the bytes that are there.</summary>
    sealed class Bar(ProgressTask task) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => task.Value = value.Done;
    }
}
