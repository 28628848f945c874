namespace Overhear;

/// <summary>A prompt as a model sees it. Plain data.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Ids">Its token ids, with BOS where the model's tokenizer puts it in front.</param>
/// <param name="AnswerId">The token of its answer.</param>
/// <param name="WrongId">The token of its wrong answer.</param>
/// <param name="Positions">Where each role's word ends: the position of its last token, counted from 0 along <paramref name="Ids"/>; END is the last token, S1+1 the one behind S1.</param>
/// <param name="Twins">The token ids of each of its twins, by name; as many as its own.</param>
public sealed record TaskRow(
    TaskPrompt Prompt,
    IReadOnlyList<int> Ids,
    int AnswerId,
    int WrongId,
    IReadOnlyDictionary<string, int> Positions,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Twins);
