namespace Overhear;

/// <summary>Straight lines from point to point.</summary>
sealed record Polyline(IReadOnlyList<Place> Places, bool IsClosed = false) : Shape
{
    public static Polyline Between(double x1, double y1, double x2, double y2) => new([new(x1, y1), new(x2, y2)]);
}
