using TorchSharp;

namespace Overhear;

/// <summary>Runs the arithmetic on a number of threads until it is disposed. Sums are grouped by thread, so their number decides how they are rounded.</summary>
sealed class ThreadCount : IDisposable
{
    readonly int before;

    ThreadCount(int count)
    {
        before = torch.get_num_threads();
        torch.set_num_threads(count);
    }

    /// <param name="count">How many; 0 leaves the number as it is.</param>
    public static ThreadCount? Of(int count) => count == 0 ? null : new ThreadCount(count);

    public void Dispose() => torch.set_num_threads(before);
}
