namespace Overhear;

/// <summary>
/// The ambient scope of a piece of work: how to cancel it, where its progress goes, how much memory it may take.
/// </summary>
/// <remarks>
/// Every long verb observes <see cref="Current"/> by itself, so a cell passes neither token nor progress. A notebook host opens a
/// scope for each cell; a program opens one where it wants to. A scope flows along with async calls and into tasks started inside.
/// <code>
/// using (Work.Begin(cancellation: token)) { var continuation = lm.Generate("Once upon a time"); }
/// </code>
/// </remarks>
public sealed class Work : IDisposable
{
    static readonly AsyncLocal<Work?> ambient = new();
    static readonly Work none = new(null, CancellationToken.None, null, null);

    /// <summary>Progress is passed on at most this often, and always for the first report and the last step.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    readonly Work? outer;
    readonly IProgress<WorkProgress>? progress;
    readonly long started = Environment.TickCount64;
    long? reported;

    Work(Work? outer, CancellationToken cancellation, IProgress<WorkProgress>? progress, long? memoryBudget)
    {
        this.outer = outer;
        this.progress = progress;
        Cancellation = cancellation;
        MemoryBudget = memoryBudget ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
    }

    /// <summary>The innermost scope of the calling code; outside of any, one that never cancels and reports nowhere.</summary>
    public static Work Current => ambient.Value ?? none;

    /// <summary>Cancelled when the work shall stop.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>How many bytes a single verb may take for its intermediate values; half of the machine's memory unless said otherwise.</summary>
    public long MemoryBudget { get; }

    /// <summary>Opens a scope that lasts until it is disposed. What is not given is taken over from the scope around it.</summary>
    /// <param name="cancellation">Stops the work at its next step.</param>
    /// <param name="progress">Receives the progress of the verbs inside.</param>
    /// <param name="memoryBudget">Bytes; must be positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The budget is not positive.</exception>
    public static Work Begin(CancellationToken? cancellation = null, IProgress<WorkProgress>? progress = null, long? memoryBudget = null)
    {
        if (memoryBudget is <= 0) throw new ArgumentOutOfRangeException(nameof(memoryBudget), memoryBudget, "A memory budget is a positive number of bytes.");
        var outer = Current;
        var scope = new Work(ambient.Value, cancellation ?? outer.Cancellation, progress ?? outer.progress, memoryBudget ?? outer.MemoryBudget);
        ambient.Value = scope;
        return scope;
    }

    /// <summary>One step of a long verb: throws if the work was cancelled, else passes the progress on.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void Step(string label, long done, long total, string? detail = null)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (progress is null) return;
        var now = Environment.TickCount64;
        if (done > 0 && done < total && now - reported < ReportInterval.TotalMilliseconds) return; // false before the first report
        reported = now;
        progress.Report(new WorkProgress(label, done, total, detail, TimeSpan.FromMilliseconds(now - started)));
    }

    /// <summary>Throws if the work was cancelled.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void ThrowIfCancelled() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>Ends the scope: the one around it is current again.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(ambient.Value, this)) ambient.Value = outer;
    }
}
