namespace Overhear;

/// <summary>Several patterns, each cutting the stretches of the one before as if they were texts of their own.</summary>
sealed class PatternSequence(IReadOnlyList<StretchPattern> patterns) : StretchPattern
{
    public override List<(int Offset, int Length)> Cut(ReadOnlySpan<char> text)
    {
        var stretches = patterns[0].Cut(text);
        foreach (var pattern in patterns.Skip(1))
        {
            var finer = new List<(int, int)>(stretches.Count);
            foreach (var (offset, length) in stretches)
                foreach (var (inner, innerLength) in pattern.Cut(text.Slice(offset, length))) finer.Add((offset + inner, innerLength));
            stretches = finer;
        }
        return stretches;
    }

    public override string ToString() => string.Join(", then ", patterns);
}
