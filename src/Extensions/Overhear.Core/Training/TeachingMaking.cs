namespace Overhear;

/// <summary>What the training of <see cref="TeachingModel"/> is made of, so that tests can make it smaller.</summary>
sealed record TeachingMaking
{
    /// <summary>From the size of the vocabulary to the model's shape.</summary>
    public Func<int, TransformerConfig> Shape { get; init; } = vocabulary => new TransformerConfig
    {
        Architecture = "gpt2", Layers = 6, DModel = 128, Heads = 4, KeyValueHeads = 4, DHead = 32, DMlp = 512, VocabularySize = vocabulary, ContextLength = 128,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true,
        MlpBias = true, BosId = 0, EosIds = [0],
    };

    /// <summary>From the seed to the stages.</summary>
    public Func<long, IReadOnlyList<TeachingStage>> Stages { get; init; } = TeachingStage.Both;

    /// <summary>How many prompts of each kind models are measured with.</summary>
    public int Questions { get; init; } = 200;

    /// <summary>What says whether a seed is gone on with.</summary>
    public Func<TransformerModel, TeachingVerdict> Judge { get; init; } = TeachingJudge.Of;
}
