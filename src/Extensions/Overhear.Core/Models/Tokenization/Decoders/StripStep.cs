namespace Overhear;

/// <summary>Takes up to so many of a character away from both ends of every piece.</summary>
sealed class StripStep(char character, int start, int stop) : IDecoderStep
{
    public IEnumerable<string> Apply(IEnumerable<string> pieces) => pieces.Select(Strip);

    public string Display(string piece) => piece;

    string Strip(string piece)
    {
        var (from, to) = (0, piece.Length);
        while (from < Math.Min(start, to) && piece[from] == character) from++;
        while (to > from && piece.Length - to < stop && piece[to - 1] == character) to--;
        return piece[from..to];
    }
}
