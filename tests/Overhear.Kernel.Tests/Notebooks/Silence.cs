namespace Overhear.Kernel.Tests;

/// <summary>Hears how a run goes, and says nothing.</summary>
sealed class Silence : IRunProgress
{
    public List<string> Ended { get; } = [];

    public Action<NotebookCell>? WhenCellBegins { get; init; }

    public void Doing(string what)
    {
    }

    public void CellBegins(NotebookCell cell, int position, int count) => WhenCellBegins?.Invoke(cell);

    public void CellEnds(NotebookCell cell, TimeSpan taken, bool succeeded) => Ended.Add($"{cell.Number} {(succeeded ? "ok" : "failed")}");
}
