using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Overhear;

/// <summary>Remembers the tokens of short stretches, up to a number of them: texts repeat their words.</summary>
sealed class CachedEncoder(IStretchEncoder inner) : IStretchEncoder
{
    const int LongestRemembered = 64;
    const int MostRemembered = 1 << 16;

    readonly ConcurrentDictionary<string, TokenSpan[]> remembered = new(StringComparer.Ordinal);
    int count;

    public void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into)
    {
        if (stretch.Length > LongestRemembered)
        {
            inner.Encode(stretch, into);
            return;
        }
        if (remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stretch, out var spans))
        {
            into.AddRange(spans);
            return;
        }
        var before = into.Count;
        inner.Encode(stretch, into);
        if (Volatile.Read(ref count) >= MostRemembered) return;
        if (remembered.TryAdd(stretch.ToString(), CollectionsMarshal.AsSpan(into)[before..].ToArray())) Interlocked.Increment(ref count);
    }
}
