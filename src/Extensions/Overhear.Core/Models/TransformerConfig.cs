namespace Overhear;

/// <summary>The shape of a decoder-only transformer: all that is needed to run it but its weights.</summary>
public sealed record TransformerConfig
{
    /// <summary>The family, as config.json names it: gpt2, gpt_neox, opt, llama, qwen2.</summary>
    public required string Architecture { get; init; }

    /// <summary>Layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Width of the residual stream (d_model).</summary>
    public required int DModel { get; init; }

    /// <summary>Query heads in a layer.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads in a layer; fewer than <see cref="Heads"/> where query heads share them.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of a head (d_head); not always d_model / heads.</summary>
    public required int DHead { get; init; }

    /// <summary>Width of the MLP (d_mlp).</summary>
    public required int DMlp { get; init; }

    /// <summary>Rows of the embedding.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The longest prompt, in tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>The norm before attention, before the MLP and at the end.</summary>
    public required NormKind Norm { get; init; }

    /// <summary>Added to the variance (LayerNorm) or the mean square (RMS norm).</summary>
    public required double NormEpsilon { get; init; }

    /// <summary>The MLP's activation function.</summary>
    public required ActivationFunction Activation { get; init; }

    /// <summary>Whether the activation gates a second, linear half (SwiGLU).</summary>
    public bool GatedMlp { get; init; }

    /// <summary>Whether attention and MLP read the same residual stream and write side by side (GPT-NeoX).</summary>
    public bool ParallelBlocks { get; init; }

    /// <summary>Rotary position embedding; null where positions are learned.</summary>
    public RotaryConfig? Rotary { get; init; }

    /// <summary>Rows that the position table holds before position 0 (OPT: 2).</summary>
    public int PositionOffset { get; init; }

    /// <summary>Whether the unembedding is the embedding.</summary>
    public required bool TiedEmbeddings { get; init; }

    /// <summary>Whether queries, keys and values have biases.</summary>
    public required bool QkvBias { get; init; }

    /// <summary>Whether attention's output has a bias.</summary>
    public required bool AttentionOutputBias { get; init; }

    /// <summary>Whether the MLP has biases.</summary>
    public required bool MlpBias { get; init; }

    /// <summary>The id that starts a text, as config.json says; null where it does not.</summary>
    public int? BosId { get; init; }

    /// <summary>The ids that end a text, as config.json says.</summary>
    public IReadOnlyList<int> EosIds { get; init; } = [];

    /// <summary>Heads that share one key-value head.</summary>
    public int HeadsPerKeyValueHead => Heads / KeyValueHeads;

    /// <summary>Whether the position table is learned.</summary>
    public bool LearnedPositions => Rotary is null;

    /// <summary>All problems of the shape, each in one line; empty where it can run.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Within(string name, long value, long least, long most)
        {
            if (value < least || value > most) problems.Add($"{name} is {value}; it may be {least} to {most}.");
        }
        Within("the number of layers", Layers, 1, 1_000);
        Within("d_model", DModel, 1, 1 << 20);
        Within("the number of heads", Heads, 1, 1 << 16);
        Within("the number of key-value heads", KeyValueHeads, 1, Math.Max(1, Heads));
        Within("d_head", DHead, 1, 1 << 16);
        Within("d_mlp", DMlp, 1, 1 << 22);
        Within("the vocabulary", VocabularySize, 1, 1 << 24);
        Within("the context", ContextLength, 1, 1 << 24);
        if (KeyValueHeads > 0 && Heads % KeyValueHeads != 0) problems.Add($"{Heads} heads cannot share {KeyValueHeads} key-value heads evenly.");
        if (!(NormEpsilon > 0 && NormEpsilon < 1)) problems.Add($"the norm's epsilon is {NormEpsilon}; it lies between 0 and 1.");
        if (Rotary is { } rotary)
        {
            if (rotary.Dimensions <= 0 || rotary.Dimensions > DHead || rotary.Dimensions % 2 != 0)
                problems.Add($"rotary positions turn {rotary.Dimensions} of a head's {DHead} dimensions; it must be an even number up to {DHead}.");
            if (!(rotary.Base > 1)) problems.Add($"the rotary base is {rotary.Base}; it is greater than 1.");
        }
        return problems;
    }
}
