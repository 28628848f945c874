namespace Overhear.Interactive.Tests;

/// <summary>One tool process for the tests that leave it as they found it; its first cell, in C#, added the package.</summary>
public sealed class RunningHost(PackedExtension extension) : IAsyncLifetime
{
    ToolProcess? tool;

    public ToolProcess Tool => tool!;

    /// <summary>What the package line gave.</summary>
    public CellResult FirstCell { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        tool = await extension.Start();
        FirstCell = (await tool.Run(extension.Line)).Ok();
        (await tool.Run("using Overhear;")).Ok();
        (await tool.Run("open Overhear", "fsharp")).Ok();
    }

    public async ValueTask DisposeAsync()
    {
        if (tool is not null) await tool.DisposeAsync();
    }
}
