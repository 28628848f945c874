namespace Overhear;

/// <summary>A text and the tokens that a model sees of it. Plain data.</summary>
/// <param name="Text">The text as given.</param>
/// <param name="Ids">Token ids.</param>
/// <param name="Pieces">What each token stands for, readable.</param>
/// <param name="BosCount">How many of the first tokens are BOS: 0, or 1; 2 is nearly always a mistake.</param>
/// <param name="BosReason">Why BOS is there or not.</param>
public sealed record Prompt(string Text, IReadOnlyList<int> Ids, IReadOnlyList<string> Pieces, int BosCount, string BosReason)
{
    /// <summary>Number of tokens.</summary>
    public int Length => Ids.Count;

    /// <summary>Labels for axes: each piece with its position, so that no two are equal.</summary>
    public IReadOnlyList<string> Labels => [.. Pieces.Select((piece, at) => $"{at} {piece}")];

    /// <summary>The batch of this prompt alone.</summary>
    public TokenBatch ToBatch() => TokenBatch.FromIds([Ids]);

    /// <summary>Adds it to a result's facts and tables.</summary>
    internal void AddTo(ResultContent content) => content
        .Fact("prompt", Text).Fact("bos_count", BosCount).Fact("bos_reason", BosReason).Axis("position", Ids.Count)
        .Integers("token_id", "token id of the prompt", ["position"], Ids)
        .Texts("token_piece", "what the token stands for", ["position"], Pieces);

    /// <summary>Reads it from there.</summary>
    internal static Prompt From(ResultReader reader) => new(
        reader.Text("prompt"), reader.Integers("token_id", "position"), reader.Texts("token_piece", "position"), reader.Whole("bos_count"), reader.Text("bos_reason"));

    /// <summary>The pieces, divided by bars, and the count of BOS.</summary>
    public override string ToString() => $"|{string.Join('|', Pieces)}| {Length} tokens, {BosCount} BOS ({BosReason})";
}
