namespace Overhear;

/// <summary>Forms that tell series apart where colours do not.</summary>
static class Symbols
{
    /// <summary>The form of a series around a place, about as large to the eye as the others.</summary>
    public static Shape Of(int series, double x, double y, double radius)
    {
        Polyline Closed(params (double X, double Y)[] corners) => new([.. corners.Select(corner => new Place(x + corner.X * radius, y + corner.Y * radius))], IsClosed: true);
        return (series % 8) switch
        {
            0 => new Circle(x, y, radius),
            1 => new Box(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8),
            2 => Closed((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
            3 => Closed((0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
            4 => Closed((-1.1, -0.6), (-0.6, -1.1), (0, -0.5), (0.6, -1.1), (1.1, -0.6), (0.5, 0), (1.1, 0.6), (0.6, 1.1), (0, 0.5), (-0.6, 1.1), (-1.1, 0.6), (-0.5, 0)),
            5 => Closed((-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)),
            6 => Closed((0, 1.25), (1.2, -0.9), (-1.2, -0.9)),
            _ => Closed((-1.3, 0), (-0.65, -1.1), (0.65, -1.1), (1.3, 0), (0.65, 1.1), (-0.65, 1.1)),
        };
    }

    /// <summary>The dashes of a curve: unbroken until all colours are used up.</summary>
    public static IReadOnlyList<double> Dash(int series) => (series / Paints.SeriesCount % 4) switch { 0 => [], 1 => [6, 3], 2 => [2, 3], _ => [6, 3, 2, 3] };
}
