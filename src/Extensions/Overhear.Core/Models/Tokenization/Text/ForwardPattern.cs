namespace Overhear;

/// <summary>A pattern that finds the end of each stretch from where it begins.</summary>
abstract class ForwardPattern : StretchPattern
{
    /// <summary>The end of the stretch that begins at <paramref name="start"/>; beyond it, and a whole number of code points away.</summary>
    protected abstract int EndOf(ReadOnlySpan<char> text, int start);

    /// <summary>Whether the stretch that begins there is kept; what is not is lost to the tokenizer.</summary>
    protected virtual bool Keeps(ReadOnlySpan<char> text, int start) => true;

    public sealed override List<(int Offset, int Length)> Cut(ReadOnlySpan<char> text)
    {
        var stretches = new List<(int, int)>();
        for (var start = 0; start < text.Length;)
        {
            var end = EndOf(text, start);
            if (Keeps(text, start)) stretches.Add((start, end - start));
            start = end;
        }
        return stretches;
    }
}
