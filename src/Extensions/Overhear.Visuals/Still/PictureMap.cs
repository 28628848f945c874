using System.Globalization;

namespace Overhear;

/// <summary>Where a figure's numbers lie on its still picture, so that a page can say what the pointer is on without drawing anything anew.</summary>
/// <remarks>All lengths are pixels of the picture. The numbers themselves are those of the interactive figure's traces.</remarks>
sealed class PictureMap
{
    readonly List<(string Name, double[] Numbers)> parts = [];

    PictureMap(params (string Name, double[] Numbers)[] parts) => this.parts.AddRange(parts);

    /// <summary>Rows and columns of equal cells.</summary>
    public static PictureMap OfCells(double left, double top, double width, double height) => new(("cells", [left, top, width, height]));

    /// <summary>Points: a place on the picture is that of the origin and, for each axis, so many pixels more for each unit beyond the origin.</summary>
    /// <param name="origin">The origin in the axes' numbers.</param>
    /// <param name="x">To the right: the origin's place, then the pixels of each axis.</param>
    /// <param name="y">Downwards: likewise.</param>
    public static PictureMap OfPoints(double[] origin, double[] x, double[] y) => new(("origin", origin), ("x", x), ("y", y));

    /// <summary>Bars.</summary>
    /// <param name="start">Where the place of the first bar begins.</param>
    /// <param name="step">From one bar's place to the next.</param>
    /// <param name="zero">Where bars begin, on the other axis.</param>
    /// <param name="one">How far a bar of length 1 reaches from there; less than 0 for upwards.</param>
    /// <param name="thickness">A bar's thickness.</param>
    /// <param name="lying">Whether bars follow each other downwards.</param>
    public static PictureMap OfBars(double start, double step, double zero, double one, double thickness, bool lying) => new(("bars", [start, step, zero, one, thickness, lying ? 1 : 0]));

    /// <summary>The same map with small copies of the cells below, one for each trace.</summary>
    /// <param name="left">The left end of the first.</param>
    /// <param name="top">Its upper end.</param>
    /// <param name="side">The length of a side.</param>
    /// <param name="across">From one to the next.</param>
    /// <param name="down">From one row to the next.</param>
    /// <param name="perRow">How many stand in a row.</param>
    /// <param name="count">How many there are.</param>
    public PictureMap WithSmall(double left, double top, double side, double across, double down, int perRow, int count) =>
        new([.. parts, ("small", [left, top, side, across, down, perRow, count])]);

    /// <summary>The same map with how many steps of colour there are, less one.</summary>
    public PictureMap WithSteps(int steps) => new([.. parts, ("steps", [steps])]);

    /// <summary>The map as one JSON object.</summary>
    public string ToJson() => "{" + string.Join(',', parts.Select(part => $"\"{part.Name}\":[{string.Join(',', part.Numbers.Select(number => part.Name == "origin" ? Exact(number) : Written(number)))}]")) + "}";

    // Six digits are less than a tenth of a pixel on any picture.
    static string Written(double number) => !double.IsFinite(number) || number == 0 ? "0" : number.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    // What is taken off a large number has to be that number.
    static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace("E", "e", StringComparison.Ordinal);
}
