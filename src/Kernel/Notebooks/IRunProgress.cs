namespace Overhear.Kernel;

/// <summary>Hears how a run goes.</summary>
interface IRunProgress
{
    /// <summary>Something is being done that takes a while: a host is started, packages are made.</summary>
    void Doing(string what);

    /// <summary>A cell begins.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="position">Its place among the cells that run, from 1.</param>
    /// <param name="count">How many run.</param>
    void CellBegins(NotebookCell cell, int position, int count);

    /// <summary>The cell that began has ended.</summary>
    void CellEnds(NotebookCell cell, TimeSpan taken, bool succeeded);
}
