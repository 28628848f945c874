namespace Overhear.Kernel;

/// <summary>Takes what arrives from the host while a cell runs.</summary>
interface ICellSink
{
    /// <summary>An event.</summary>
    void Receive(HostMessage message);

    /// <summary>A print of native code.</summary>
    /// <param name="text">The text, line ends included.</param>
    /// <param name="isError">Whether it came from standard error.</param>
    void Print(string text, bool isError);
}
