namespace Overhear;

/// <summary>Words between white space; the white space itself is lost.</summary>
sealed class WordPattern : ForwardPattern
{
    protected override int EndOf(ReadOnlySpan<char> text, int start)
    {
        var space = CodePoints.ClassAt(text, start, out var length) == CodePointClass.Space;
        var end = start + length;
        while (end < text.Length && CodePoints.ClassAt(text, end, out length) == CodePointClass.Space == space) end += length;
        return end;
    }

    protected override bool Keeps(ReadOnlySpan<char> text, int start) => CodePoints.ClassAt(text, start, out _) != CodePointClass.Space;

    public override string ToString() => "words between white space";
}
