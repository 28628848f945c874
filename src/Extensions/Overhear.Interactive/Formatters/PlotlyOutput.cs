namespace Overhear.Interactive;

/// <summary>Remembers whether this process sent plotly.js.</summary>
static class PlotlyOutput
{
    static int loaded;

    /// <summary>True for the first who asks, and never again.</summary>
    public static bool IsFirst() => Interlocked.Exchange(ref loaded, 1) == 0;
}
