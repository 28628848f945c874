namespace Overhear.Kernel;

/// <summary>
/// The code that a host runs before the first cell. All of it stands in blocks, so that no name of it is left in the scope of the cells.
/// </summary>
static class HostSetup
{
    /// <summary>What a read from standard input throws in a cell; the runner knows its failure by this.</summary>
    public const string NoInput = "The cell asks for input, and in a run without an editor there is no one to give it. Take the value from a variable in the cell tagged 'parameters' and set it with -p name=value.";

    /// <summary>
    /// Standard input carries the protocol: a cell that reads it would wait for ever, or take away the next command. A pipe whose
    /// writer has failed makes <c>Console.ReadLine</c> throw at once; native reads see an empty file.
    /// Native prints go to standard error, line by line, where they cannot come between the events. (.NET's console holds duplicates
    /// of the descriptors, so neither change reaches the protocol.) A host whose parent has been killed ends itself, whatever its cell
    /// is doing. The switch for debug information puts line numbers into the stack
    /// traces of C# cells; the kernel keeps it private, and without it only the numbers are missing.
    /// </summary>
    public const string Code = $$"""
        {
            var noInput = new System.IO.Pipelines.Pipe();
            noInput.Writer.Complete(new System.InvalidOperationException("{{NoInput}}"));
            System.Console.SetIn(new System.IO.StreamReader(noInput.Reader.AsStream()));
        }
        try
        {
            var kernel = System.Linq.Enumerable.First(((Microsoft.DotNet.Interactive.CompositeKernel)Microsoft.DotNet.Interactive.Kernel.Root).ChildKernels, k => k.Name == "csharp");
            var field = kernel.GetType().GetField("_scriptOptions", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance);
            var options = field.GetValue(kernel);
            options = options.GetType().GetMethod("WithEmitDebugInformation").Invoke(options, [true]);
            options = options.GetType().GetMethod("WithFileEncoding").Invoke(options, [System.Text.Encoding.UTF8]);
            field.SetValue(kernel, options);
        }
        catch (System.Exception) { }
        if (!System.OperatingSystem.IsWindows())
        {
            try
            {
                unsafe
                {
                    var libc = System.Runtime.InteropServices.NativeLibrary.GetMainProgramHandle();
                    nint Find(string name) => System.Runtime.InteropServices.NativeLibrary.GetExport(libc, name);
                    var open = (delegate* unmanaged<byte*, int, int>)Find("open");
                    var duplicate = (delegate* unmanaged<int, int, int>)Find("dup2");
                    var setBuffer = (delegate* unmanaged<nint, nint, int, nint, int>)Find("setvbuf");
                    fixed (byte* path = "/dev/null\0"u8) duplicate(open(path, 0), 0);
                    duplicate(2, 1);
                    const int lineBuffered = 1;
                    setBuffer(*(nint*)Find(System.OperatingSystem.IsMacOS() ? "__stdoutp" : "stdout"), 0, lineBuffered, 0);
                    var parentOf = (delegate* unmanaged<int>)Find("getppid");
                    var parent = parentOf();
                    new System.Threading.Thread(() =>
                    {
                        while (parentOf() == parent) System.Threading.Thread.Sleep(1000);
                        System.Diagnostics.Process.GetCurrentProcess().Kill();
                    }) { IsBackground = true }.Start();
                }
            }
            catch (System.Exception) { }
        }
        """;
}
