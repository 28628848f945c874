using System.CommandLine;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear train</c>: makes the model that ships from a seed.</summary>
sealed class TrainCommand : Command
{
    readonly Argument<string> model = new("model") { Description = "The model: teaching." };
    readonly Option<string> output = new("--out") { Description = "The folder for the model.", DefaultValueFactory = _ => Path.Combine("notebooks", "models", TeachingModel.Name), HelpName = "folder" };
    readonly Option<long?> seed = new("--seed") { Description = "Decides initial weights and data; 0 unless given.", HelpName = "number" };
    readonly Option<int?> steps = new("--steps") { Description = $"Steps in all; {TeachingModel.UsualSteps} unless given.", HelpName = "number" };
    readonly Option<double?> minutes = new("--minutes") { Description = "Train for about so long, instead of a number of steps.", HelpName = "minutes" };
    readonly Option<bool> resume = new("--resume") { Description = "Go on with the training that was stopped in the folder." };

    public TrainCommand() : base("train", "Trains the model that ships, repeatably from a seed, and writes it with its card.")
    {
        model.AcceptOnlyFromAmong(TeachingModel.Name);
        Arguments.Add(model);
        foreach (Option option in new Option[] { output, seed, steps, minutes, resume }) Options.Add(option);
        SetAction(Run);
    }

    int Run(ParseResult parsed)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onStop = (_, e) => { e.Cancel = true; stop.Cancel(); };
        Console.CancelKeyPress += onStop;
        try
        {
            using var work = Work.Begin(stop.Token, new Lines());
            var report = TeachingModel.Train(parsed.GetValue(output)!, new TeachingOptions
            {
                Seed = parsed.GetValue(seed), Steps = parsed.GetValue(steps), Minutes = parsed.GetValue(minutes), Resume = parsed.GetValue(resume),
            });
            AnsiConsole.Console.WriteLine($"{report.Folder} holds the model; README.md there says what it can do.");
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. Go on with --resume.");
            return ExitCode.Stopped;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or BackendNotFoundException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Refused;
        }
        finally { Console.CancelKeyPress -= onStop; }
    }

    /// <summary>One line every five seconds: steps, time, loss.</summary>
    sealed class Lines : IProgress<WorkProgress>
    {
        long last = long.MinValue;

        public void Report(WorkProgress value)
        {
            if (value.Done > 0 && value.Done < value.Total && Environment.TickCount64 - last < 5000) return;
            last = Environment.TickCount64;
            AnsiConsole.Console.WriteLine(value.ToString());
        }
    }
}
