namespace Overhear;

/// <summary>Replaces one text by another in every piece.</summary>
sealed class ReplaceStep(string what, string by) : IDecoderStep
{
    public IEnumerable<string> Apply(IEnumerable<string> pieces) => pieces.Select(Display);

    public string Display(string piece) => piece.Replace(what, by, StringComparison.Ordinal);
}
