using System.Globalization;

namespace Overhear;

/// <summary>The colours of still pictures: those of the interactive figures.</summary>
static class Paints
{
    // Enough that no step shows, few enough that cells of one colour share a path.
    const int SequentialSteps = 32;
    const int DivergingSteps = 40;

    static readonly PlotlyTheme light = PlotlyTheme.Light, dark = PlotlyTheme.Dark;

    /// <summary>The ground of the picture.</summary>
    public static Paint Paper { get; } = new("paper", "#ffffff", "#14171d");

    /// <summary>Text.</summary>
    public static Paint Ink { get; } = new("ink", light.Text, dark.Text);

    /// <summary>Text of second rank.</summary>
    public static Paint Faint { get; } = new("faint", light.Faint, dark.Faint);

    /// <summary>Lines that only guide the eye.</summary>
    public static Paint Grid { get; } = new("grid", light.Grid, dark.Grid);

    /// <summary>Axes.</summary>
    public static Paint Strong { get; } = new("axis", light.Strong, dark.Strong);

    /// <summary>How many curves have a colour of their own.</summary>
    public static int SeriesCount => light.Series.Count;

    /// <summary>The colour of a curve, from 0; after the last it starts over.</summary>
    public static Paint Series(int index)
    {
        var at = index % SeriesCount;
        return new(string.Create(CultureInfo.InvariantCulture, $"c{at}"), light.Series[at], dark.Series[at]);
    }

    /// <summary>How many steps a scale has, less one.</summary>
    public static int Steps(bool isDiverging) => isDiverging ? DivergingSteps : SequentialSteps;

    /// <summary>The step of a number on a scale.</summary>
    public static int StepOf(ColourRange range, double value) => (int)Math.Round(range.Share(value) * Steps(range.IsDiverging));

    /// <summary>The colour of a step.</summary>
    /// <param name="isDiverging">Whether the scale has its neutral colour in the middle.</param>
    /// <param name="isPale">Whether text is to be read on it.</param>
    /// <param name="step">The step, from 0.</param>
    public static Paint Step(bool isDiverging, bool isPale, int step)
    {
        var share = (double)step / Steps(isDiverging);
        var letter = (isDiverging, isPale) switch { (false, false) => 'q', (false, true) => 'p', (true, false) => 'd', _ => 'e' };
        return new(string.Create(CultureInfo.InvariantCulture, $"{letter}{step}"),
            ColourRamp.At(light.Stops(isDiverging, isPale), share), ColourRamp.At(dark.Stops(isDiverging, isPale), share));
    }
}
