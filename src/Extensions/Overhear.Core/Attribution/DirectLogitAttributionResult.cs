namespace Overhear;

/// <summary>Shares of the logit difference that each part of the model writes by itself, in logits; they sum to it. Plain data.</summary>
public sealed class DirectLogitAttributionResult : IResult<DirectLogitAttributionResult>
{
    internal DirectLogitAttributionResult(
        PromptValues total, PromptValues embedding, PromptValues? positions, HeadEffects heads, IReadOnlyList<PromptValues> mlps,
        IReadOnlyList<PromptValues> attentionBiases, PromptValues constant, RunRecord record)
    {
        PromptValues Share(PromptValues values, string of) => values.As($"share of the logit difference, {of}", LogitDifference.Unit, record);
        Total = total.As(LogitDifference.Name, LogitDifference.Unit, record);
        Embedding = Share(embedding, "token embedding");
        Positions = positions is null ? null : Share(positions, "position embedding");
        Heads = heads.With(record);
        Mlps = [.. mlps.Select((mlp, layer) => Share(mlp, $"MLP {layer}"))];
        AttentionBiases = [.. attentionBiases.Select((bias, layer) => Share(bias, $"attention bias {layer}"))];
        Constant = Share(constant, "constant");
        Record = record;
    }

    /// <summary>The logit difference: correct minus wrong.</summary>
    public PromptValues Total { get; }

    /// <summary>The share of the token embedding.</summary>
    public PromptValues Embedding { get; }

    /// <summary>The share of the position embedding; null where positions are rotary.</summary>
    public PromptValues? Positions { get; }

    /// <summary>The share of each head, without its layer's output bias.</summary>
    public HeadEffects Heads { get; }

    /// <summary>The share of each layer's MLP, its output bias with it.</summary>
    public IReadOnlyList<PromptValues> Mlps { get; }

    /// <summary>The share of the output bias of each layer's attention; 0 where there is none.</summary>
    public IReadOnlyList<PromptValues> AttentionBiases { get; }

    /// <summary>What no input changes: biases of the final norm and of the unembedding.</summary>
    public PromptValues Constant { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>All shares, in the model's order; heads one by one, or a layer's heads together.</summary>
    /// <param name="headByHead">Whether each head is a part of its own.</param>
    public IReadOnlyList<LogitPart> Parts(bool headByHead = false)
    {
        var (parts, sums) = (new List<LogitPart> { new("embedding", Embedding) }, Heads.LayerSums());
        if (Positions is not null) parts.Add(new LogitPart("positions", Positions));
        for (var layer = 0; layer < Heads.Layers; layer++)
        {
            if (headByHead) parts.AddRange(Heads.Heads.Where(head => head.Layer == layer).Select(head => new LogitPart($"head {head}", Heads[head])));
            else parts.Add(new LogitPart($"heads of layer {layer}", sums[layer]));
            if (AttentionBiases[layer].Values.Any(v => v != 0)) parts.Add(new LogitPart($"attention bias {layer}", AttentionBiases[layer]));
            parts.Add(new LogitPart($"MLP {layer}", Mlps[layer]));
        }
        parts.Add(new LogitPart("constant", Constant));
        return parts;
    }

    void IResult.Describe(ResultContent content)
    {
        Total.AddTo(content, "total");
        Embedding.AddTo(content, "embedding");
        Positions?.AddTo(content, "positions");
        Heads.AddTo(content, "heads");
        PromptValues.AddTo(content, "mlps", "share of the logit difference, MLPs", LogitDifference.Unit, Mlps);
        PromptValues.AddTo(content, "attention_biases", "share of the logit difference, output biases of attention", LogitDifference.Unit, AttentionBiases);
        Constant.AddTo(content, "constant");
    }

    static DirectLogitAttributionResult IResult<DirectLogitAttributionResult>.Read(ResultReader reader)
    {
        var record = reader.Record;
        PromptValues Part(string table) => PromptValues.From(reader, table, record);
        return new DirectLogitAttributionResult(
            Part("total"), Part("embedding"), reader.Has("positions") ? Part("positions") : null, HeadEffects.From(reader, "heads"),
            PromptValues.LayersFrom(reader, "mlps"), PromptValues.LayersFrom(reader, "attention_biases"), Part("constant"), record);
    }
}
