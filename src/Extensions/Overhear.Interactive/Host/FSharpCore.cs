using System.Reflection;
using System.Runtime.Loader;

namespace Overhear.Interactive;

/// <summary>
/// Answers every request for FSharp.Core with the copy that the host has.
/// </summary>
/// <remarks>
/// Plotly.NET 6 and Deedle 8 ask for FSharp.Core 10.1; the kernels hold 10.0 and would refuse. It is enough as long as nothing
/// calls a member that is new in 10.1, which a test holds.
/// </remarks>
static class FSharpCore
{
    const string Name = "FSharp.Core";
    static int registered;

    public static void AnswerFromHost()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1) return;
        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == Name ? Hosts() : null;
    }

    static Assembly? Hosts()
    {
        if (AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == Name) is { } loaded) return loaded;
        var path = Path.Combine(AppContext.BaseDirectory, Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
