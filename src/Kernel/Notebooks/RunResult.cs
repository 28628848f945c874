namespace Overhear.Kernel;

/// <summary>How a run ended.</summary>
/// <param name="NotebookPath">The notebook with its outputs.</param>
/// <param name="PagePath">The page.</param>
/// <param name="Failed">The cell that failed, if one did.</param>
/// <param name="Error">What went wrong in it.</param>
sealed record RunResult(string NotebookPath, string PagePath, NotebookCell? Failed, CellError? Error)
{
    public bool Succeeded => Failed is null;
}
