namespace Overhear;

/// <summary>How a prompt is continued.</summary>
public sealed record GenerationOptions
{
    /// <summary>The most tokens to add; at least 1.</summary>
    public int MaxNewTokens { get; init; } = 20;

    /// <summary>0 takes the most probable token each time; above, tokens are drawn from softmax(logits / temperature).</summary>
    public double Temperature { get; init; }

    /// <summary>Draw from this many most probable tokens only; 0 from all.</summary>
    public int TopK { get; init; }

    /// <summary>Draw from the fewest tokens whose probabilities sum to this (Holtzman et al. 2019, arXiv:1904.09751); 1 from all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>The seed of the drawing.</summary>
    public long Seed { get; init; }

    /// <summary>Ids that end the text, themselves included; null takes those that the model's and the tokenizer's files name. Empty stops at none.</summary>
    public IReadOnlyList<int>? StopIds { get; init; }

    /// <summary>Edits that every step goes through; one position at a time after the prompt.</summary>
    public IReadOnlyList<Hook> Edits { get; init; } = [];
}
