using System.Globalization;

namespace Overhear;

/// <summary>Which share of a training's rows is about what. Shares need not add up to 1.</summary>
public sealed record TeachingMix
{
    /// <summary>Indirect objects: plain sentences, ordinals, sentences whose end makes the repeated name right, three names.</summary>
    public double IndirectObjects { get; init; }

    /// <summary>Random tokens, repeated.</summary>
    public double Repeats { get; init; }

    /// <summary>Pairs of random tokens, asked for backwards.</summary>
    public double Lookups { get; init; }

    /// <summary>Colors of two or three objects.</summary>
    public double ColoredObjects { get; init; }

    /// <summary>Facts about countries and people.</summary>
    public double Facts { get; init; }

    /// <summary>Lists of two things.</summary>
    public double Lists { get; init; }

    /// <summary>Sentences about nothing.</summary>
    public double Filler { get; init; }

    /// <summary>The share of rows that are filled up from the left with facts and sentences about nothing.</summary>
    public double Filled { get; init; }

    /// <summary>Steps at the beginning that see repeats alone: induction comes late, or not, once there is an easier way to a lower loss.</summary>
    public int RepeatsFirst { get; init; }

    /// <summary>Steps over which the other tasks then take their share: all at once, they undo it.</summary>
    public int Growth { get; init; }

    /// <summary>The shares, in the order of <see cref="TeachingData.TaskNames"/>.</summary>
    internal IReadOnlyList<double> Shares => [IndirectObjects, Repeats, Lookups, ColoredObjects, Facts, Lists, Filler];

    /// <summary>The share of rows that are repeats because the others have not come yet.</summary>
    internal double RepeatsAlone(int step) => step < RepeatsFirst ? 1 : step < RepeatsFirst + Growth ? 1 - (step - RepeatsFirst + 1.0) / Growth : 0;

    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", TeachingData.TaskNames.Zip(Shares).Where(task => task.Second > 0).Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.First} {task.Second:0.###}")))}; {Filled:0.###} filled up; repeats alone for {RepeatsFirst} steps, the rest growing over {Growth}");
}
