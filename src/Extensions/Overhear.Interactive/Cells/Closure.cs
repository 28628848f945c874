using System.Reflection;
using Microsoft.DotNet.Interactive;

namespace Overhear.Interactive;

/// <summary>The assemblies that a cell compiles against: the library, what its public types are made of, and what it brings along.</summary>
static class Closure
{
    static readonly string[] roots = ["Overhear.Core", "Overhear.Visuals", "TorchSharp", "Microsoft.ML.Tokenizers", "Plotly.NET", "Deedle"];
    // In a program that is host and library in one, nothing but the runtime is the host's.
    static readonly string?[] hostFolders = [.. new[] { typeof(object), typeof(Kernel) }.Select(Folder).Except([Folder(typeof(Backend))])];

    /// <summary>Where they lie, without what the host has itself.</summary>
    public static IReadOnlyList<string> Paths(bool withFSharpCore)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ahead = new Queue<AssemblyName>(roots.Select(name => new AssemblyName(name)));
        while (ahead.TryDequeue(out var name))
        {
            if (found.ContainsKey(name.Name!) || Load(name) is not { } assembly || IsHosts(assembly)) continue;
            found.Add(name.Name!, assembly.Location);
            foreach (var next in assembly.GetReferencedAssemblies()) ahead.Enqueue(next);
        }
        if (withFSharpCore && found.TryGetValue("Plotly.NET", out var plotly) && NewestFSharpCore(plotly) is { } core) found.Add("FSharp.Core", core);
        return [.. found.Values];
    }

    /// <summary>
    /// What C# compiles against: Plotly.NET and Deedle name a newer FSharp.Core than the host's, and the compiler, other than the
    /// runtime, takes no older one. It stands in the package folder in which they do.
    /// </summary>
    static string? NewestFSharpCore(string inPackage) // …/plotly.net/6.0.0/lib/netstandard2.0/Plotly.NET.dll
    {
        var folder = Path.GetFullPath(Path.Combine(inPackage, "..", "..", "..", "..", "..", "fsharp.core"));
        return !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder, "FSharp.Core.dll", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "netstandard2.1")
            .MaxBy(path => AssemblyName.GetAssemblyName(path).Version);
    }

    static bool IsHosts(Assembly assembly) => assembly.Location.Length == 0 || hostFolders.Contains(Path.GetDirectoryName(assembly.Location));

    static string? Folder(Type type) => Path.GetDirectoryName(type.Assembly.Location);

    static Assembly? Load(AssemblyName name)
    {
        try { return Assembly.Load(name); }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException) { return null; }
    }
}
