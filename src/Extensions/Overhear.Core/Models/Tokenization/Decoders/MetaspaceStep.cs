namespace Overhear;

/// <summary>Marks of spaces become spaces; those of the first piece go, where one was put in front of the text.</summary>
sealed class MetaspaceStep(char mark, bool prefixed) : IDecoderStep
{
    public IEnumerable<string> Apply(IEnumerable<string> pieces) =>
        pieces.Select((piece, index) => index == 0 && prefixed ? piece.Replace(mark.ToString(), "", StringComparison.Ordinal) : Display(piece));

    public string Display(string piece) => piece.Replace(mark, ' ');
}
