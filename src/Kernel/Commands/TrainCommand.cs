using System.CommandLine;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear train</c>: makes the model that ships from a seed.</summary>
sealed class TrainCommand : Command
{
    readonly Argument<string> model = new("model") { Description = "The model: teaching." };
    readonly Option<string> output = new("--out") { Description = "The folder for the model.", DefaultValueFactory = _ => Path.Combine("notebooks", "models", TeachingModel.Name), HelpName = "folder" };
    readonly Option<long?> seed = new("--seed") { Description = "Decides initial weights and data, the first of those that are tried; 0 unless given.", HelpName = "number" };
    readonly Option<int> seeds = new("--seeds") { Description = "How many seeds are tried, one after the other, until the judge takes one.", DefaultValueFactory = _ => new TeachingOptions().Seeds, HelpName = "number" };
    readonly Option<bool> anyway = new("--anyway") { Description = "Train the seed to its end, whatever the judge says after the first stage." };
    readonly Option<bool> resume = new("--resume") { Description = "Go on with the training that was stopped in the folder." };

    public TrainCommand() : base("train", "Trains the model that ships, repeatably from a seed, and writes it with its card.")
    {
        model.AcceptOnlyFromAmong(TeachingModel.Name);
        Arguments.Add(model);
        foreach (Option option in new Option[] { output, seed, seeds, anyway, resume }) Options.Add(option);
        SetAction(Run);
    }

    int Run(ParseResult parsed)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onStop = (_, e) => { e.Cancel = true; stop.Cancel(); };
        Console.CancelKeyPress += onStop;
        try
        {
            var console = WholeLines.On(AnsiConsole.Console);
            using var work = Work.Begin(stop.Token, new Lines(console));
            var report = TeachingModel.Train(parsed.GetValue(output)!, new TeachingOptions
            {
                Seed = parsed.GetValue(seed), Seeds = parsed.GetValue(seeds), Anyway = parsed.GetValue(anyway), Resume = parsed.GetValue(resume),
            });
            foreach (var task in report.Scores.Tasks) console.WriteLine(FormattableString.Invariant($"{task.Name}: {task.Accuracy:P1} of {task.Count}, loss {task.Loss:0.000}"));
            foreach (var one in report.Training.Tried) console.WriteLine(FormattableString.Invariant($"Seed {one.Seed} after the first stage: {Told(one.Verdict, 5)}"));
            console.WriteLine(FormattableString.Invariant($"Seed {report.Training.Seed} at the end: {Told(report.Final, TeachingReport.LeastFinalZ)}"));
            ModelCard.Write(report, []);
            console.WriteLine(FormattableString.Invariant($"{report.Folder} holds the model of seed {report.Training.Seed}; its card is README.md there."));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. Go on with --resume.");
            return ExitCode.Stopped;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or InvalidFileException or ModelLoadException or IOException or UnauthorizedAccessException or BackendNotFoundException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Refused;
        }
        finally { Console.CancelKeyPress -= onStop; }
    }

    static string Told(TeachingVerdict verdict, double leastZ)
    {
        var numbers = FormattableString.Invariant($"queries {verdict.QueriesPercent:0} %, z {verdict.Z:0.0}, inhibition score {verdict.InhibitionScore:0.00}, {verdict.WithoutComponent:0.00} without its component");
        return verdict.Passes(leastZ) ? numbers + ": taken." : $"{numbers}: {string.Join(" ", verdict.Faults(leastZ))}";
    }

    /// <summary>One line every five seconds: steps, time, loss.</summary>
    sealed class Lines(IAnsiConsole console) : IProgress<WorkProgress>
    {
        static readonly TimeSpan interval = TimeSpan.FromSeconds(5);

        TimeSpan? last;

        public void Report(WorkProgress value)
        {
            // A training that is resumed begins in the middle: the first line always comes.
            if (last is { } before && value.Done > 0 && value.Done < value.Total && value.Elapsed - before < interval) return;
            last = value.Elapsed;
            console.WriteLine(value.ToString());
        }
    }
}
