using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public sealed class VerifyCommandTests : IDisposable
{
    const string Header = "paper,model,processing,quantity,relation,value,tolerance,unit,source\n";

    static readonly string teaching = Path.Combine(BuildTree.Find()!.Root, "notebooks", "models", "teaching");

    readonly string folder = Directory.CreateTempSubdirectory("overhear-verify-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Table(string rows)
    {
        var file = Path.Combine(folder, "table.csv");
        File.WriteAllText(file, Header + rows);
        return file;
    }

    static (int Code, string[] Lines) Run(params string[] options)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        var code = new RootCommand { new VerifyCommand(console) }.Parse(["verify", teaching, .. options]).Invoke();
        return (code, text.ToString().Split('\n'));
    }

    [Fact]
    public void A_made_up_table_passes_nears_misses_and_does_not_run()
    {
        double mean;
        using (var lm = TransformerModel.Load(teaching))
        {
            var set = TaskSet.Of(lm, IndirectObject.Generate(24, 5));
            mean = set.Metric.Of(lm, set.Batch).Mean;
        }
        string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
        string Row(string paper, string processing, string relation, double value) => $"{paper},teaching,{processing},IOI mean logit difference,{relation},{Text(value)},0.01,logits,{paper}'s section\n";
        var table = Table(
            Row("made-up", "raw", "=", mean + .005) + Row("made-up", "transformerlens", "=", mean + .015) + Row("other", "raw", "=", mean + 77) + Row("third", "raw", "<=", mean + 77) +
            "made-up,gpt2,raw,IOI mean logit difference,=,123.25,1,logits,s\nmade-up,teaching,raw,head of gold,=,321.5,1,%,s\nmade-up,teaching,raw,Colored Objects accuracy,=,432.5,1,%,s\n");
        string[] asked = ["--table", table, "--prompts", "24", "--seed", "5"];

        var (code, lines) = Run(["--paper", "made-up", .. asked]);
        Assert.Equal(ExitCode.Success, code);
        var rows = lines.Where(line => line.TrimStart().StartsWith("pass", StringComparison.Ordinal) || line.TrimStart().StartsWith("near", StringComparison.Ordinal) || line.TrimStart().StartsWith("not run", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        Assert.Equal(5, rows.Count);
        Assert.Equal(["pass", "near", "not run", "not run", "not run"], rows.Select(row => row.StartsWith("not", StringComparison.Ordinal) ? row[..7] : row[..4]));
        var ours = mean.ToString("G4", CultureInfo.InvariantCulture); // four digits
        Assert.Contains($"{ours} logits", rows[0], StringComparison.Ordinal);
        Assert.Contains("24 prompts", rows[0], StringComparison.Ordinal);
        foreach (var (row, papers) in rows[2..].Zip(["123.25 logits", "321.5 %", "432.5 %"]))
        {
            Assert.Equal(2, row.Split(papers).Length); // once, as the paper's
            Assert.Contains($"{papers}", row.Split('–')[0], StringComparison.Ordinal);
        }
        Assert.Contains("of gpt2, which is not loaded", rows[2], StringComparison.Ordinal);
        Assert.Contains("no measurement", rows[3], StringComparison.Ordinal);
        Assert.Contains("cobjs_data_42.json", rows[4], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("made-up on teaching (", StringComparison.Ordinal) && line.TrimEnd().EndsWith("1 pass, 1 near, 0 miss, 3 not run.", StringComparison.Ordinal));

        (code, lines) = Run(["--paper", "other", .. asked]);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(lines, line => line.TrimStart().StartsWith("miss", StringComparison.Ordinal) && line.Contains(ours, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Success, Run(["--paper", "third", .. asked]).Code);
    }

    [Fact]
    public void The_papers_that_ship_are_not_run_on_the_shipped_model()
    {
        var (code, lines) = Run("--paper", "ioi");
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains(lines, line => line.Contains(" 0 pass, 0 near, 0 miss,", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_done_is_refused()
    {
        Assert.Equal(ExitCode.Refused, Run("--paper", "nothing").Code);
        Assert.Equal(ExitCode.Refused, Run("--paper", "made-up", "--table", Path.Combine(folder, "nowhere.csv")).Code);
        Assert.Equal(ExitCode.Refused, Run("--paper", "made-up", "--table", Table("a,b\n")).Code);
        Assert.Equal(ExitCode.Refused, Run("--paper", "ioi", "--data", Path.Combine(folder, "nowhere")).Code);
        Assert.Equal(ExitCode.Refused, Run("--paper", "ioi", "--prompts", "1").Code);
        Assert.NotEmpty(new RootCommand { new VerifyCommand() }.Parse(["verify", teaching]).Errors);
    }
}
