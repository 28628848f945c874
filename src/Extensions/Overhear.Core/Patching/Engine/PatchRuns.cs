using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The two plain runs behind a sweep, of some prompts at a time: the one that is patched, and the one from which values are taken.</summary>
/// <remarks>Both are passes of their own over as many rows, so that equal prompts give equal bits, and a difference of 0 means that nothing was changed.</remarks>
sealed class PatchRuns
{
    const int MostPrompts = 16; // of a plain run

    readonly SourceValues? instead;

    PatchRuns(TransformerModel model, TwinPrompts twins, Run plain, Run source, int first, SourceValues? instead) => (Model, Twins, Plain, Source, First, this.instead, Ends) = (model, twins, plain, source, first, instead, twins.At("END"));

    public TransformerModel Model { get; }

    /// <summary>The prompts of these runs; clean ones are those that are patched.</summary>
    public TwinPrompts Twins { get; }

    public Run Plain { get; }

    /// <summary>The other run; the plain one where values come from no run.</summary>
    public Run Source { get; }

    /// <summary>The number of the first prompt among all.</summary>
    public int First { get; }

    /// <summary>What is taken in the place of an activation [prompt, pos, ...].</summary>
    public Tensor Taken(HookPoint point) => instead is null ? Source[point] : instead(point, Plain[point], First);

    /// <summary>The first position of each prompt at which anything that is taken may differ.</summary>
    public IReadOnlyList<int> Starts => [.. Enumerable.Range(0, Twins.Count).Select(row => instead is null ? Twins.FirstDifference(row) : Twins.Clean.FirstPosition(row))];

    /// <summary>Where the metric reads in each prompt.</summary>
    public IReadOnlyList<int> Ends { get; }

    /// <summary>Whether a position is a prompt's and not behind the one that is read, so that a patch there fires.</summary>
    public bool Reaches(int prompt, int position) => position <= Ends[prompt] && Twins.Clean.IsToken(prompt, position);

    /// <summary>The residual stream that leaves the last layer where the metric reads [prompt, 1, d_model], of a run.</summary>
    public Tensor EndsOf(Run run) => RowWindow.Single(Twins.Clean, Ends, Model.TorchDevice).Gather(run[HookPoint.ResidPost(Model.Config.Layers - 1)]).squeeze(1);

    /// <summary>Runs prompts in chunks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean ones are patched.</param>
    /// <param name="rung">How many rows a batch of patched runs has: one of <see cref="BatchLadder"/>.</param>
    /// <param name="source">What values may be taken of.</param>
    /// <param name="sweep">Sweeps over a chunk.</param>
    /// <param name="also">What the plain run keeps beside what every sweep needs.</param>
    /// <param name="instead">What is taken where it comes from no other run; that of the twins where it is null.</param>
    public static void ForEach(TransformerModel model, TwinPrompts twins, int rung, IEnumerable<HookKind> source, Action<PatchRuns> sweep, IEnumerable<HookKind>? also = null, SourceValues? instead = null)
    {
        var c = model.Config;
        List<HookKind> kept = [HookKind.ResidPre, HookKind.ResidPost, HookKind.AttnOut, HookKind.MlpOut, HookKind.Z, HookKind.Q, HookKind.K, HookKind.V];
        if (!c.ParallelBlocks) kept.Add(HookKind.ResidMid);
        if (c.Rotary is not null) kept.Add(HookKind.RotK);
        kept.AddRange(also ?? []);
        List<HookKind> taken = [.. source, HookKind.ResidPost];
        var prompts = PromptsOf(c, twins.Clean.Length, rung, kept.Concat(instead is null ? taken : []), model.Weights.Embed.dtype);
        for (var first = 0; first < twins.Count; first += prompts)
        {
            var slice = twins.Slice(first, Math.Min(prompts, twins.Count - first));
            var at = first;
            int Sweep(Run plain, Run other)
            {
                sweep(new PatchRuns(model, slice, plain, other, at, instead));
                return 0;
            }
            model.Inspect(slice.Clean, plain => instead is null ? model.Inspect(slice.Corrupted, other => Sweep(plain, other), Keeping(taken)) : Sweep(plain, plain), Keeping(kept));
        }
    }

    /// <summary>A power of 2, so that what is kept stays within a quarter of the memory budget, rows of a window copied once more, and a variant of all prompts within a batch.</summary>
    static int PromptsOf(TransformerConfig c, int length, int rung, IEnumerable<HookKind> kept, ScalarType dtype)
    {
        var bytes = 2 * c.Layers * kept.Sum(kind => HookShape.Numbers(c, kind, 1, length) * HookShape.BytesEach(kind, dtype));
        var prompts = MostPrompts;
        while (prompts > 1 && ((long)prompts * length > rung || prompts * bytes > Work.Current.MemoryBudget / 4)) prompts /= 2;
        return prompts;
    }

    static RunOptions Keeping(IReadOnlyCollection<HookKind> kinds) => new() { Keep = HookSelection.Kinds([.. kinds.Distinct()]), Logits = LogitsAt.Nowhere };
}
