namespace Overhear.Kernel;

/// <summary>Keeps other processes out of a piece of work. The system lets go of the lock when its holder ends, however it ends.</summary>
sealed class FolderLock : IDisposable
{
    static readonly TimeSpan between = TimeSpan.FromMilliseconds(200);

    readonly FileStream file;

    FolderLock(FileStream file) => this.file = file;

    /// <summary>Waits until the lock is free and takes it.</summary>
    /// <param name="path">The file that stands for the lock.</param>
    /// <param name="waiting">Called once if someone else has it.</param>
    /// <param name="token">Ends the wait.</param>
    public static async Task<FolderLock> TakeAsync(string path, Action waiting, CancellationToken token)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                if (first) waiting();
                await Task.Delay(between, token);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
