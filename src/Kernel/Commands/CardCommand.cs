using System.CommandLine;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear card</c>: measures a model that was trained here, and others beside it, and writes its card.</summary>
sealed class CardCommand : Command
{
    readonly Argument<string> folder = new("folder") { Description = "The folder of a model that 'overhear train' made." };
    readonly Option<string[]> beside = new("--beside") { Description = "Folders of models of other seeds, for the card's tables.", AllowMultipleArgumentsPerToken = true, HelpName = "folders" };

    public CardCommand() : base("card", "Measures a model that was trained here and writes its card, README.md, anew.")
    {
        Arguments.Add(folder);
        Options.Add(beside);
        SetAction(Run);
    }

    int Run(ParseResult parsed)
    {
        try
        {
            var report = TeachingReport.Of(parsed.GetValue(folder)!);
            ModelCard.Write(report, [.. (parsed.GetValue(beside) ?? []).Select(TeachingReport.Of)]);
            AnsiConsole.Console.WriteLine($"{Path.Combine(report.Folder, "README.md")} is the card of seed {report.Training.Seed}.");
            return ExitCode.Success;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or InvalidFileException or ModelLoadException or ModelNotFoundException or IOException or UnauthorizedAccessException or BackendNotFoundException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Refused;
        }
    }
}
