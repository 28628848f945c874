using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>
/// What <c>#r "nuget: Overhear"</c> runs in a kernel of .NET Interactive: it makes C# and F# cells at home with models.
/// </summary>
/// <remarks>
/// The order matters: FSharp.Core is answered for before anything asks for it, native prints are sent away before anything native
/// is loaded, and the backend is there before the first tensor.
/// </remarks>
public sealed class Extension : IKernelExtension
{
    static readonly ConditionalWeakTable<Kernel, object> served = [];

    /// <summary>Called by the host once the package is restored.</summary>
    public async Task OnLoadAsync(Kernel kernel)
    {
        var root = (CompositeKernel)kernel.RootKernel;
        if (!served.TryAdd(root, root)) return;
        FSharpCore.AnswerFromHost();
        NativePrints.SendToStandardError();
        HostVersion.Check(KernelInvocationContext.Current);
        await CpuBackend.FetchWhereThereIsNone(root, KernelInvocationContext.Current);
        Register(root);
    }

    // A method of its own: what it names is loaded only after FSharp.Core is answered for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Register(CompositeKernel root) => Registration.Add(root);
}
