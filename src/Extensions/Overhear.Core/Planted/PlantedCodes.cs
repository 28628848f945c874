namespace Overhear;

/// <summary>Tokens and positions as digits, each digit a dimension: two different tokens share at most two of three digits, two positions one of two.</summary>
sealed class PlantedCodes
{
    /// <summary>How many digits a token has.</summary>
    public const int TokenDigits = 3;

    const int PositionBase = 12;

    readonly int tokenBase;
    readonly IReadOnlyList<int> numbers; // of each token, so that tokens that are neighbours share digits no more often than others

    public PlantedCodes(int vocabulary, SeededRandom random)
    {
        tokenBase = (int)Math.Ceiling(Math.Cbrt(vocabulary) - 1e-9);
        numbers = random.Shuffle(Enumerable.Range(0, tokenBase * tokenBase * tokenBase));
    }

    /// <summary>How long a text can be.</summary>
    public static int Positions => PositionBase * PositionBase;

    public int TokenWidth => TokenDigits * tokenBase;

    public int PositionWidth => 2 * PositionBase;

    /// <summary>The dimensions that are 1 for a token.</summary>
    public int[] OfToken(int id)
    {
        var number = numbers[id];
        return [number % tokenBase, tokenBase + number / tokenBase % tokenBase, 2 * tokenBase + number / tokenBase / tokenBase];
    }

    /// <summary>The dimensions that are 1 for a position; none for the first, where a text starts and heads rest.</summary>
    public int[] OfPosition(int position) => position <= 0 ? [] : [position % PositionBase, PositionBase + position / PositionBase];
}
