using System.Net;
using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>Shows a cell's progress as one output that is updated, and left as a single line when the cell ends.</summary>
/// <remarks>What is over in a moment shows nothing.</remarks>
sealed class CellProgress : IProgress<WorkProgress>, IDisposable
{
    /// <summary>How long after its first report a piece of work has to last before a bar appears: compiling the cell does not count.</summary>
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(500);

    /// <summary>The shortest time between two updates of the bar.</summary>
    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(250);

    readonly KernelInvocationContext context;
    readonly TimeProvider clock;
    readonly CancellationTokenRegistration cancelled;
    readonly Lock gate = new();
    string? shown;
    long? begun;
    long updated;
    WorkProgress? latest;
    bool settled;

    public CellProgress(KernelInvocationContext context, TimeProvider clock)
    {
        this.context = context;
        this.clock = clock;
        // The host takes no more outputs once it has failed the cell, and it cancels the token just before.
        cancelled = context.CancellationToken.Register(() => Settle("cancelled: "));
    }

    public void Report(WorkProgress value)
    {
        lock (gate)
        {
            if (settled) return;
            latest = value;
            if (clock.GetElapsedTime(begun ??= clock.GetTimestamp()) < patience) return;
            if (shown is null) shown = Output.Show(context, Bar(value), value.ToString());
            else if (clock.GetElapsedTime(updated) < interval) return;
            else Output.Replace(context, shown, Bar(value), value.ToString());
            updated = clock.GetTimestamp();
        }
    }

    public void Dispose()
    {
        cancelled.Dispose();
        Settle("");
    }

    void Settle(string prefix)
    {
        lock (gate)
        {
            if (settled) return;
            settled = true;
            if (shown is null || latest is null) return;
            var text = prefix + latest;
            Output.Replace(context, shown, $"<small style=\"opacity:.7\">{WebUtility.HtmlEncode(text)}</small>", text);
        }
    }

    static string Bar(WorkProgress progress)
    {
        var measure = progress.Total > 0 ? FormattableString.Invariant($" max=\"{progress.Total}\" value=\"{progress.Done}\"") : "";
        return $"<div><progress{measure} style=\"width:16em;vertical-align:middle\"></progress> <small>{WebUtility.HtmlEncode(progress.ToString())}</small></div>";
    }
}
