using System.Runtime.InteropServices;
using System.Text;

namespace Overhear.Kernel;

/// <summary>
/// What the host writes to its standard error: prints of native code, warnings of libraries, the runtime's last words.
/// It is read all the time, so that the host never waits for a full pipe, and kept until someone takes it.
/// </summary>
sealed class NativeText
{
    const int longestKept = 1 << 20;
    static readonly TimeSpan graceWithoutPoll = TimeSpan.FromMilliseconds(30);

    readonly Lock gate = new();
    readonly Stream stream;
    readonly SafeHandle? pipe;
    readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    readonly byte[] bytes = new byte[8192];
    readonly char[] characters = new char[8193];
    readonly StringBuilder untaken = new();
    readonly StringBuilder all = new();
    readonly Thread reader;
    bool ended;

    public NativeText(Stream stream)
    {
        this.stream = stream;
        pipe = OperatingSystem.IsWindows() ? null : (stream as System.IO.Pipes.PipeStream)?.SafePipeHandle ?? (SafeHandle?)(stream as FileStream)?.SafeFileHandle;
        reader = new Thread(ReadToTheEnd) { IsBackground = true, Name = "host's standard error" };
        reader.Start();
    }

    /// <summary>
    /// Everything that has been written since the last call. On Unix this is exact: what was written before an event was sent is in it
    /// once the event has been read. On Windows, where a pipe cannot be asked like this, what arrives within a moment is.
    /// </summary>
    public string Take(bool wait = false)
    {
        if (pipe is null && wait && !ended) Thread.Sleep(graceWithoutPoll);
        lock (gate)
        {
            while (pipe is not null && !ended && Readable(0)) ReadOnce();
            var text = untaken.ToString();
            untaken.Clear();
            return text;
        }
    }

    /// <summary>All text, taken or not; the middle is left out where it is longer than a megabyte.</summary>
    public string All()
    {
        lock (gate) return all.ToString();
    }

    /// <summary>Waits until the pipe is closed at its other end. A grandchild can hold it open, hence the limit.</summary>
    public void WaitForEnd(TimeSpan limit) => reader.Join(limit);

    void ReadToTheEnd()
    {
        try
        {
            while (!ended)
            {
                if (pipe is null) ReadOnce();
                else if (Readable(-1))
                {
                    // Someone else may have read it in the meantime: a read would then wait with the lock held.
                    lock (gate) if (!ended && Readable(0)) ReadOnce();
                }
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            ended = true;
        }
    }

    void ReadOnce()
    {
        var count = stream.Read(bytes);
        lock (gate)
        {
            if (count <= 0)
            {
                ended = true;
                return;
            }
            var length = decoder.GetChars(bytes, 0, count, characters, 0);
            untaken.Append(characters, 0, length);
            all.Append(characters, 0, length);
            if (all.Length > 2 * longestKept) all.Remove(longestKept / 2, all.Length - longestKept);
        }
    }

    bool Readable(int timeout)
    {
        var request = new PollRequest { Descriptor = (int)pipe!.DangerousGetHandle(), Events = 1 }; // POLLIN
        return poll(ref request, 1, timeout) > 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Answer;
    }

    [DllImport("libc", SetLastError = true)]
    static extern int poll(ref PollRequest requests, nuint count, int timeout);
}
