using System.Reflection;
using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>Which .NET Interactive this is, and which one the extension was built against and tested with.</summary>
static class HostVersion
{
    /// <summary>The version of the host's library.</summary>
    public static string Running { get; } = Library(typeof(Kernel).Assembly);

    /// <summary>The version that the extension was compiled against.</summary>
    public static string Expected { get; } = Built("DotNetInteractiveVersion");

    /// <summary>The tool that carries the expected library, as the name of its package and a version.</summary>
    public static string ExpectedTool { get; } = $"Microsoft.dotnet-interactive {Built("DotNetInteractiveToolVersion")}";

    /// <summary>One line where the host is another one than expected; the extension goes on in any case.</summary>
    public static void Check(KernelInvocationContext? context)
    {
        if (Difference(Running) is { } difference) Output.Line(context, difference);
    }

    /// <summary>What to say of a host of that version; null where it is the expected one.</summary>
    public static string? Difference(string running) => running == Expected ? null
        : $"This notebook runs in .NET Interactive {running}. Overhear was built for {Expected} and tested with it ({ExpectedTool}); "
          + "what it adds to the notebook may not work in another one. It goes on.";

    static string Library(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? $"{assembly.GetName().Version}";

    static string Built(string key) =>
        typeof(HostVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
