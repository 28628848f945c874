namespace Overhear;

/// <summary>Which of the <see cref="TrainingAids"/> a token that is to be predicted takes part in.</summary>
public enum AidedToken
{
    /// <summary>None.</summary>
    None,
    /// <summary>An answer that stands earlier in its row: the heads for answers shall look at it.</summary>
    Answer,
    /// <summary>A token of a sequence that is repeated: the heads for repeats shall look at what it was before.</summary>
    Repeat,
}
