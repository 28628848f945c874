namespace Overhear;

/// <summary>Joins the pieces, so that what follows sees the text as a whole.</summary>
sealed class FuseStep : IDecoderStep
{
    public IEnumerable<string> Apply(IEnumerable<string> pieces) => [string.Concat(pieces)];

    public string Display(string piece) => piece;
}
