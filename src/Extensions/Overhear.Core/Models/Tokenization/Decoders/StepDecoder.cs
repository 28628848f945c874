namespace Overhear;

/// <summary>The decoder of a tokenizer.json: its steps one after the other, what is left joined; with no steps, words joined by spaces.</summary>
sealed class StepDecoder(IReadOnlyList<IDecoderStep> steps) : ITokenDecoder
{
    public string Decode(IReadOnlyList<string> pieces) =>
        steps.Count == 0 ? string.Join(' ', pieces) : string.Concat(steps.Aggregate((IEnumerable<string>)pieces, (left, step) => step.Apply(left)));

    public string Display(string piece) => steps.Aggregate(piece, (shown, step) => step.Display(shown));
}
