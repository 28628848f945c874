namespace Overhear;

/// <summary>A rectangle.</summary>
sealed record Box(double X, double Y, double Width, double Height) : Shape
{
    /// <summary>Whether two rectangles have a place in common.</summary>
    public bool Meets(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
}
