namespace Overhear;

/// <summary>Two batches between which activations are exchanged position by position.</summary>
static class TwinBatches
{
    /// <summary>Throws unless both have as many rows and positions, and their tokens stand at the same places.</summary>
    public static void Require(TokenBatch clean, TokenBatch corrupted)
    {
        if (clean.Rows != corrupted.Rows || clean.Length != corrupted.Length)
            throw new ArgumentException($"The clean prompts are {clean.Rows} of {clean.Length} tokens, the corrupted ones {corrupted.Rows} of {corrupted.Length}; a corrupted twin has its prompt's tokens, position by position.");
        for (var row = 0; row < clean.Rows; row++)
            for (var at = 0; at < clean.Length; at++)
                if (clean.IsToken(row, at) != corrupted.IsToken(row, at)) throw new ArgumentException($"Prompt {row} and its corrupted twin are padded differently, first at position {at}; a corrupted twin is as long as its prompt.");
    }
}
