using Spectre.Console;

namespace Overhear.Kernel;

/// <summary>Keeps lines whole where they go to a file or a pipe: a path that is broken in two is no path.</summary>
static class WholeLines
{
    const int WidthOfFiles = 100_000;

    public static IAnsiConsole On(IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = WidthOfFiles;
        return console;
    }
}
