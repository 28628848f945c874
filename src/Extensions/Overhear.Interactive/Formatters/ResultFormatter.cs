namespace Overhear.Interactive;

/// <summary>Results as the figure that says most of them at a glance; other figures, and numbers, are one call away.</summary>
sealed class ResultFormatter<T>(Func<T, Figure> draw) : DrawnFormatter<T> where T : IResult
{
    public override Figure ToFigure(T value) => draw(value);
}
