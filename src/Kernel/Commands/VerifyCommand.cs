using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear verify</c>: measures a paper's quantities on a model and says which of its numbers come out.</summary>
sealed class VerifyCommand : Command
{
    readonly IAnsiConsole? shown;
    readonly Argument<string> model = new("model") { Description = "A folder, a name of environment.json, or a model of the Hugging Face cache. Rows of the table are run where its name is theirs." };
    readonly Option<string> paper = new("--paper") { Description = "The paper, by its name in the table: ioi, circuit-reuse.", Required = true, HelpName = "name" };
    readonly Option<string?> table = new("--table") { Description = "A CSV file with the paper's numbers, in place of the table that ships: paper,model,processing,quantity,relation,value,tolerance,unit,source.", HelpName = "file.csv" };
    readonly Option<string?> data = new("--data") { Description = "The folder with the files that the paper released.", HelpName = "folder" };
    readonly Option<int> prompts = new("--prompts") { Description = "How many prompts are drawn where the paper released none.", DefaultValueFactory = _ => new PaperOptions().Prompts, HelpName = "count" };
    readonly Option<long> seed = new("--seed") { Description = "What they are drawn by.", HelpName = "number" };

    public VerifyCommand(IAnsiConsole? console = null) : base("verify", "Measures the quantities of a paper on a model, and says for each of the paper's numbers: pass, near, miss, or not run. A miss makes the command fail.")
    {
        shown = console;
        Arguments.Add(model);
        foreach (Option option in new Option[] { paper, table, data, prompts, seed }) Options.Add(option);
        SetAction((parsed, token) => Task.FromResult(Run(parsed, token)));
    }

    int Run(ParseResult parsed, CancellationToken token)
    {
        var console = WholeLines.On(shown ?? AnsiConsole.Console);
        try
        {
            // Everything that can be refused is refused before the model is loaded.
            var all = parsed.GetValue(table) is { } file ? PaperTable.Read(file) : PaperTable.Shipped;
            var rows = all.Of(parsed.GetValue(paper)!);
            var options = new PaperOptions { Prompts = parsed.GetValue(prompts), Seed = parsed.GetValue(seed), DataFolder = parsed.GetValue(data) };
            if (options.DataFolder is { } folder && !Directory.Exists(folder)) throw new Refusal($"There is no folder {folder}; give one that is there with --data.");
            if (options.Prompts < 2) throw new Refusal($"--prompts {options.Prompts}: at least 2 are needed.");
            using var work = Work.Begin(token);
            using var lm = TransformerModel.Load(parsed.GetValue(model)!);
            var checks = PaperMeasures.Standard.Check(lm, rows, options);
            Write(console, checks);
            console.WriteLine(Summary(parsed.GetValue(paper)!, lm, checks));
            return checks.Any(check => check.Verdict == PaperVerdict.Miss) ? ExitCode.Failed : ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return ExitCode.Stopped;
        }
        catch (Exception fault) when (fault is Refusal or ArgumentException or InvalidOperationException or InvalidFileException or ModelLoadException or ModelNotFoundException or IOException or UnauthorizedAccessException or BackendNotFoundException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Refused;
        }
    }

    static void Write(IAnsiConsole console, IReadOnlyList<PaperCheck> checks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Verdict", "Quantity", "Paper", "Ours", "Where", "Remark");
        foreach (var check in checks)
        {
            string[] cells = [Named(check.Verdict), check.Paper.Quantity, check.Paper.Shown, check.OursShown, $"{check.Paper.Source}; {check.Paper.Model}", check.Remark];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }
        console.Write(table);
    }

    static string Summary(string paper, TransformerModel lm, IReadOnlyList<PaperCheck> checks)
    {
        var record = lm.Record();
        var counts = Enum.GetValues<PaperVerdict>().Select(verdict => string.Create(CultureInfo.InvariantCulture, $"{checks.Count(check => check.Verdict == verdict)} {Named(verdict)}"));
        return $"{paper} on {record.Model} ({record.ModelHash}, {record.Dtype}, {record.Device}): {string.Join(", ", counts)}.";
    }

    static string Named(PaperVerdict verdict) => verdict == PaperVerdict.NotRun ? "not run" : verdict.ToString().ToLowerInvariant();
}
