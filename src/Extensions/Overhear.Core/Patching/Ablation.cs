using TorchSharp;

namespace Overhear;

/// <summary>Knocks out one part of a model after the other, at all positions at once, and reads the logit difference: what the model does without it.</summary>
/// <remarks>
/// A head's output is its z (what it read, before W_O), an MLP's what it writes. One run of the prompts, one of the reference, and for
/// every part a run from its layer on: what comes before it is not computed again. Everything after it is live.
/// </remarks>
public static class Ablation
{
    /// <summary>Every head, one at a time.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="difference">Right and wrong tokens, and where they are said from.</param>
    /// <param name="kind">What takes the place of its output.</param>
    /// <param name="reference">The prompts that means and other values are taken from, of the same length and not padded; the prompts themselves unless given.</param>
    /// <exception cref="ArgumentException">The prompts, the reference and the difference do not fit each other.</exception>
    public static AblationResult Heads(TransformerModel model, TokenBatch tokens, LogitDifference difference, AblationKind kind, TokenBatch? reference = null) =>
        Run(model, tokens, difference, kind, reference ?? tokens, HookKind.Z, layer => Enumerable.Range(0, model.Config.Heads).Select(head => (int?)head));

    /// <summary>Every MLP, one at a time.</summary>
    /// <inheritdoc cref="Heads"/>
    public static AblationResult Mlps(TransformerModel model, TokenBatch tokens, LogitDifference difference, AblationKind kind, TokenBatch? reference = null) =>
        Run(model, tokens, difference, kind, reference ?? tokens, HookKind.MlpOut, _ => [null]);

    static AblationResult Run(TransformerModel model, TokenBatch tokens, LogitDifference difference, AblationKind kind, TokenBatch reference, HookKind place, Func<int, IEnumerable<int?>> partsOf)
    {
        difference.Check(tokens, model.Config);
        Check(tokens, reference, kind);
        var layers = model.Config.Layers;
        return model.Inspect(reference, other => model.Inspect(tokens, clean =>
        {
            var parts = new List<AblatedPart>();
            for (var layer = 0; layer < layers; layer++)
                foreach (var head in partsOf(layer))
                {
                    Work.Current.Step($"Ablation ({kind})", layer, layers);
                    var point = new HookPoint(place, layer);
                    var values = model.Inspect(tokens, run => (Values: difference.OfResidual(model, run.Residual), Receipt: run.Receipts[0]), new RunOptions
                    {
                        StartAtLayer = layer, StartResidual = clean[HookPoint.ResidPre(layer)], Logits = LogitsAt.Nowhere,
                        Edits = [new Hook(point, x => Replace(x, head, kind, kind == AblationKind.Zero ? null : other[point]))],
                    });
                    parts.Add(new AblatedPart(layer, head is { } h ? new HeadId(layer, h) : null, values.Values, values.Receipt.Change));
                }
            Work.Current.Step($"Ablation ({kind})", layers, layers);
            return new AblationResult(kind.ToString(), parts, difference.OfResidual(model, clean.Residual), model.Record());
        }, new RunOptions { Keep = HookSelection.Kinds(HookKind.ResidPre), Logits = LogitsAt.Nowhere }),
            new RunOptions { Keep = HookSelection.Kinds(place), Logits = LogitsAt.Nowhere });
    }

    /// <param name="x">[batch, pos, head, d_head] or [batch, pos, d_model]; changed and returned.</param>
    /// <param name="reference">The same of the reference prompts.</param>
    static torch.Tensor Replace(torch.Tensor x, int? head, AblationKind kind, torch.Tensor? reference)
    {
        torch.Tensor Part(torch.Tensor of) => head is { } h ? of.select(2, h) : of;
        if (kind == AblationKind.Zero) Part(x).zero_();
        else Part(x).copy_(kind == AblationKind.Mean ? Part(reference!).mean([0L], keepdim: true).expand_as(Part(x)) : Part(reference!).roll(-1, 0));
        return x;
    }

    static void Check(TokenBatch tokens, TokenBatch reference, AblationKind kind)
    {
        if (kind == AblationKind.Zero) return;
        var problems = new List<string>();
        if (reference.Length != tokens.Length) problems.Add($"The prompts have {tokens.Length} tokens and the reference {reference.Length}; a mean or a value of each position needs the same.");
        if (reference.IsPadded || tokens.IsPadded) problems.Add("Prompts or reference are padded: their positions do not correspond. Take prompts of one length.");
        if (kind == AblationKind.Resample && reference.Rows != tokens.Rows) problems.Add($"There are {tokens.Rows} prompts and {reference.Rows} reference prompts; to resample, each prompt needs one.");
        if (kind == AblationKind.Resample && reference.Rows < 2) problems.Add("To resample, at least two prompts are needed.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems));
    }
}
