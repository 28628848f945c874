namespace Overhear;

/// <summary>A new stretch at every mark of a space (<c>▁</c>), which stays with what is behind it.</summary>
sealed class MetaspacePattern(char mark) : ForwardPattern
{
    protected override int EndOf(ReadOnlySpan<char> text, int start)
    {
        var next = text[(start + 1)..].IndexOf(mark);
        return next < 0 ? text.Length : start + 1 + next;
    }

    public override string ToString() => $"words that begin with {mark}";
}
