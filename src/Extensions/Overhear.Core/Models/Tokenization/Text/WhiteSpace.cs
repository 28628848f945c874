namespace Overhear;

/// <summary>What <c>\s+(?!\S)|\s+</c> takes of a run of white space.</summary>
static class WhiteSpace
{
    /// <summary>The whole run at the end of the text or where it is one character; else all but its last character.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        var run = CodePoints.EndOfRun(text, start, CodePointClass.Space);
        return run == text.Length || run == start + 1 ? run : run - 1;
    }
}
