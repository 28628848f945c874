namespace Overhear.Interactive.Tests;

/// <summary>One tool process for the tests that leave it as they found it; its first cell, in C#, added the package.</summary>
public sealed class RunningHost(PackedExtension extension) : IAsyncLifetime
{
    public const string FigureInCSharp = "Figure.Heatmap(\"A\", new[,] { { 1.0, 2.0 } }, [\"r\"], [\"c\", \"d\"])";
    public const string FigureInFSharp = "Figure.Heatmap(\"A\", array2D [ [ 1.0; 2.0 ] ], [ \"r\" ], [ \"c\"; \"d\" ])";

    ToolProcess? tool;

    public ToolProcess Tool => tool!;

    /// <summary>What the package line gave.</summary>
    public CellResult FirstCell { get; private set; } = null!;

    /// <summary>What the first figure of the process gave.</summary>
    public CellResult FirstFigure { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        tool = await extension.Start();
        FirstCell = (await tool.Run(extension.Line)).Ok();
        (await tool.Run("using Overhear;")).Ok();
        (await tool.Run("open Overhear", "fsharp")).Ok();
        FirstFigure = (await tool.Run(FigureInCSharp)).Ok();
    }

    public async ValueTask DisposeAsync()
    {
        if (tool is not null) await tool.DisposeAsync();
    }
}
