using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary><c>overhear run</c>: runs notebooks and writes each with its outputs and as a page.</summary>
sealed class RunCommand : Command
{
    readonly Argument<string[]> notebooks = new("notebook") { Description = "The notebooks, .ipynb or .dib.", Arity = ArgumentArity.OneOrMore };
    readonly Option<string> output = new("--out") { Description = "The folder for what is written; it is made if it is not there.", DefaultValueFactory = _ => "out", HelpName = "folder" };
    readonly Option<string[]> parameters = new("--parameter", "-p") { Description = "Sets a variable of the cell tagged 'parameters'. Can be given several times.", HelpName = "name=value", Arity = ArgumentArity.OneOrMore };
    readonly Option<string> figures = new("--figures")
    {
        Description = "How the page shows figures: 'plotly' draws them with plotly.js, which the page then holds (3.6 MB); 'svg' shows still pictures that say the number under the pointer, with pickers, in a page of a few hundred KB.",
        DefaultValueFactory = _ => "plotly", HelpName = "plotly|svg",
    };
    readonly Option<string?> pages = new("--pages") { Description = "The folder for the pages, where it is not that of --out.", HelpName = "folder" };
    readonly Option<double?> timeout = new("--timeout") { Description = "The seconds that a cell may take; after them its process is ended. Without it a cell may take as long as it likes.", HelpName = "seconds" };

    public RunCommand() : base("run", "Runs notebooks in .NET Interactive's kernels, up to the first cell that fails, and writes each with its outputs (.ipynb) and as a page that needs no network (.html).")
    {
        notebooks.HelpName = "notebook";
        Arguments.Add(notebooks);
        Options.Add(output);
        Options.Add(parameters);
        figures.AcceptOnlyFromAmong("plotly", "svg");
        Options.Add(figures);
        Options.Add(pages);
        Options.Add(timeout);
        parameters.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') < 1)) result.AddError($"-p {token.Value}: a parameter is given as name=value.");
        });
        timeout.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1e6)) result.AddError($"--timeout {text}: a number of seconds above 0 is needed.");
        });
        SetAction((parsed, token) => RunAsync(parsed, token));
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        using var console = new ConsoleProgress(AnsiConsole.Console);
        try
        {
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            var values = parsed.GetValue(parameters) ?? [];
            var read = Read(parsed.GetValue(notebooks)!, folder);
            var tree = BuildTree.Find();
            var packages = PackageFolder.Find(tree?.Root ?? Environment.CurrentDirectory);
            var settings = new RunSettings(folder, [.. values.Select(Split)], parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
            {
                HostAssembly = "",
                PageFolder = parsed.GetValue(pages) is { } elsewhere ? Path.GetFullPath(elsewhere) : null,
                Figures = Enum.Parse<FigureForm>(parsed.GetValue(figures)!, ignoreCase: true),
                PackageSources = tree is null ? [] : [tree.PackageFeed],
                PackageFolder = packages.Root,
                BuildRoot = tree?.Root,
            };
            // Every notebook is checked against its parameters before anything is started.
            foreach (var notebook in read) _ = new NotebookRun(NotebookFile.Read(notebook), settings, console);
            if (tree is not null) await new PackageBuild(tree, packages, ResolutionCache.Default, console).BringUpToDateAsync(token);
            settings = settings with { HostAssembly = await HostTool.FindOrFetchAsync(packages, console, token) };
            foreach (var notebook in read)
            {
                console.NotebookBegins(notebook);
                var result = await new NotebookRun(NotebookFile.Read(notebook), settings, console).RunAsync(token);
                console.NotebookEnds(result);
                if (!result.Succeeded) return ExitCode.Failed;
            }
            return ExitCode.Success;
        }
        catch (Refusal refusal)
        {
            console.Complain(refusal.Message);
            return ExitCode.Refused;
        }
        catch (Exception fault) when (fault is HostFault or PackFault or IOException or UnauthorizedAccessException)
        {
            console.Complain(fault.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            console.Complain("Stopped. What had run by then has been written.");
            return ExitCode.Stopped;
        }
    }

    static IReadOnlyList<string> Read(IReadOnlyList<string> paths, string folder)
    {
        foreach (var path in paths) _ = NotebookFile.Read(path);
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            var written = Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ".ipynb");
            if (written == Path.GetFullPath(path)) throw new Refusal($"{path} would be overwritten by its own output; choose another folder with --out.");
            if (!taken.TryAdd(written, path)) throw new Refusal($"{taken[written]} and {path} would be written under the same name; run them one by one with an --out of their own.");
        }
        return paths;
    }

    static KeyValuePair<string, string> Split(string parameter)
    {
        var at = parameter.IndexOf('=');
        return new(parameter[..at], parameter[(at + 1)..]);
    }
}
