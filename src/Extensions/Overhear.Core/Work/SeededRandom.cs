namespace Overhear;

/// <summary>
/// Random numbers whose sequence is part of the documentation: xoshiro256** (Blackman and Vigna 2021, arXiv:1805.01407) seeded
/// through SplitMix64. The same seed gives the same numbers on every machine and with every version of .NET.
/// </summary>
/// <param name="seed">Any number; equal seeds give equal sequences.</param>
public sealed class SeededRandom(long seed)
{
    readonly ulong[] state = Expand((ulong)seed);

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var s = state;
        var result = ulong.RotateLeft(s[1] * 5, 7) * 9;
        var t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = ulong.RotateLeft(s[3], 45);
        return result;
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="count"/>), each equally likely (Lemire 2019, arXiv:1805.10941).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Next(int count)
    {
        if (count <= 0) throw new ArgumentOutOfRangeException(nameof(count), count, "There must be at least one number to choose from.");
        var threshold = (0UL - (ulong)count) % (ulong)count;
        while (true)
        {
            var product = Math.BigMul(NextBits(), (ulong)count, out var low);
            if (low >= threshold) return (int)product;
        }
    }

    /// <summary>A number of the standard normal distribution (Box and Muller 1958; one of each pair is used).</summary>
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>One of the items, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public T Choose<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>The items in random order (Fisher and Yates), as a new list.</summary>
    public IReadOnlyList<T> Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        return shuffled;
    }

    /// <summary>That many different items, in random order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer items than asked for.</exception>
    public IReadOnlyList<T> Sample<T>(IReadOnlyList<T> items, int count)
    {
        if (count > items.Count) throw new ArgumentOutOfRangeException(nameof(count), count, $"There are only {items.Count} items to choose from.");
        return [.. Shuffle(items).Take(count)];
    }

    /// <summary>The state, to go on from later with <see cref="Restore"/>.</summary>
    public IReadOnlyList<ulong> Save() => [.. state];

    /// <summary>Goes on from a saved state.</summary>
    /// <exception cref="ArgumentException">It does not have four words, or all are 0.</exception>
    public void Restore(IReadOnlyList<ulong> saved)
    {
        if (saved.Count != 4 || saved.All(word => word == 0)) throw new ArgumentException("A state has four words that are not all 0.", nameof(saved));
        for (var i = 0; i < 4; i++) state[i] = saved[i];
    }

    static ulong[] Expand(ulong seed)
    {
        var words = new ulong[4];
        for (var i = 0; i < 4; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            var z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            words[i] = z ^ (z >> 31);
        }
        return words;
    }
}
