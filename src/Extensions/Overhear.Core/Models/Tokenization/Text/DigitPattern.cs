namespace Overhear;

/// <summary>Numbers (general category N) apart from the rest: each digit alone, or each run of them together.</summary>
sealed class DigitPattern(bool each) : ForwardPattern
{
    protected override int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (CodePoints.ClassAt(text, start, out var length) == CodePointClass.Number)
            return each ? start + length : CodePoints.EndOfRun(text, start, CodePointClass.Number);
        var end = start + length;
        while (end < text.Length && CodePoints.ClassAt(text, end, out length) != CodePointClass.Number) end += length;
        return end;
    }

    public override string ToString() => each ? "every digit alone" : "digits apart";
}
