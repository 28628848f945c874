using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// The interception of one forward pass: knows what is kept, edited and differentiated, and costs a table look-up where it is nothing.
/// </summary>
/// <remarks>
/// Keeping never changes a number: what is only kept is taken beside the computation. A place is <see cref="OnPath"/>, so that the
/// computation runs through it, only where it is edited or a gradient is asked of it.
/// </remarks>
sealed class HookBus : IDisposable
{
    readonly HookSelection keep;
    readonly ILookup<HookPoint, Hook> edits;
    readonly Dictionary<Hook, (int Times, double SquaredChange)> fired = [];
    readonly bool differentiate;
    readonly bool idle;

    public HookBus(HookSelection keep, IReadOnlyList<Hook> edits, bool differentiate)
    {
        this.keep = keep;
        this.edits = edits.ToLookup(e => e.Point);
        this.differentiate = differentiate;
        idle = edits.Count == 0 && ReferenceEquals(keep, HookSelection.None);
        foreach (var edit in edits) fired[edit] = (0, 0);
    }

    /// <summary>A bus for runs that keep, edit and differentiate nothing.</summary>
    public static HookBus Idle { get; } = new(HookSelection.None, [], false);

    public ActivationCache Cache { get; } = new();

    /// <summary>Whether gradients are asked for.</summary>
    public bool Differentiates => differentiate;

    /// <summary>Whether the computation has to run through this place.</summary>
    public bool OnPath(HookKind kind, int? layer = null)
    {
        if (idle) return false;
        var point = new HookPoint(kind, layer);
        return edits.Contains(point) || (differentiate && keep.Contains(point));
    }

    /// <summary>Whether anyone wants to see this place.</summary>
    public bool Wants(HookKind kind, int? layer = null)
    {
        if (idle) return false;
        var point = new HookPoint(kind, layer);
        return keep.Contains(point) || edits.Contains(point);
    }

    /// <summary>Passes an activation that lies on the path: edits it, keeps it, returns what the computation goes on with.</summary>
    public Tensor Pass(HookKind kind, int? layer, Tensor x)
    {
        if (idle) return x;
        var point = new HookPoint(kind, layer);
        foreach (var edit in edits[point]) x = Apply(edit, x);
        if (!keep.Contains(point)) return x;
        // Its own handle, as the same tensor may stand at two places; for gradients its own node of the graph.
        var kept = differentiate ? x.view(x.shape) : x.alias();
        Cache.Add(point, kept);
        return differentiate ? kept.alias() : x; // of the same graph, but the computation's to free
    }

    /// <summary>Keeps an activation that stands beside the path.</summary>
    public void Keep(HookKind kind, int? layer, Func<Tensor> x)
    {
        if (idle) return;
        var point = new HookPoint(kind, layer);
        if (keep.Contains(point)) Cache.Add(point, x().alias());
    }

    Tensor Apply(Hook hook, Tensor before)
    {
        var after = hook.Edit(before.clone());
        if (!after.shape.SequenceEqual(before.shape))
            throw new ArgumentException($"The edit at {hook.Point} returned [{string.Join(", ", after.shape)}]; it was given [{string.Join(", ", before.shape)}] and has to return that shape.");
        if (after.dtype != before.dtype || after.device.ToString() != before.device.ToString()) after = after.to(before.dtype, before.device);
        // Products round by how rows lie in memory; equal numbers from elsewhere have to give equal logits.
        if (!after.stride().SequenceEqual(before.stride())) after = empty_like(before).copy_(after);
        var (times, squared) = fired[hook];
        using (no_grad())
        {
            var difference = (after.detach() - before.detach()).to(ScalarType.Float64);
            fired[hook] = (times + 1, squared + difference.nan_to_num(0, 0, 0).Squared().sum().item<double>());
        }
        return after;
    }

    /// <summary>One receipt an edit, in the order given.</summary>
    /// <exception cref="InvalidOperationException">An edit fired nowhere.</exception>
    public IReadOnlyList<HookReceipt> Receipts()
    {
        var silent = fired.Where(f => f.Value.Times == 0).Select(f => f.Key.Point).ToList();
        if (silent.Count > 0)
            throw new InvalidOperationException($"The run never came by {string.Join(", ", silent)}, so the edit there changed nothing. Does it start or stop before that place?");
        return [.. fired.Select(f => new HookReceipt(f.Key.Point, f.Value.Times, Math.Sqrt(f.Value.SquaredChange)))];
    }

    public void Dispose() => Cache.Dispose();
}
