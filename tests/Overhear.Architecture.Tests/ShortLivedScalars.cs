using Mono.Cecil;

namespace Overhear.Architecture.Tests;

/// <summary>Finds who hands TorchSharp a number that may be freed while it is used.</summary>
/// <remarks>
/// TorchSharp turns a number into a native scalar owned by a managed object, reads its address and calls native code. From then on
/// nothing holds the object: a collection at that moment frees the scalar under the call. <c>a + b</c> of two tensors does it too.
/// </remarks>
sealed class ShortLivedScalars
{
    readonly HashSet<string> makers;

    public ShortLivedScalars(string torchSharp)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(torchSharp);
        var callers = AllMethods(assembly).SelectMany(m => Calls(m).Select(callee => (Callee: callee.FullName, Caller: m))).ToLookup(c => c.Callee, c => c.Caller);
        makers = [.. AllMethods(assembly).Where(MakesScalar).Select(m => m.FullName)];
        var open = new Queue<string>(makers);
        while (open.TryDequeue(out var callee))
            foreach (var caller in callers[callee])
                if (makers.Add(caller.FullName)) open.Enqueue(caller.FullName);
    }

    /// <summary>Whether the method makes a scalar itself or through others.</summary>
    public bool Makes(string fullName) => makers.Contains(fullName);

    /// <summary>The calls of an assembly that make one, but for those of the types named.</summary>
    public IEnumerable<string> In(string path, params string[] exempt)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        return [.. AllMethods(assembly).Where(m => !exempt.Contains(m.DeclaringType.Name)).SelectMany(m => Calls(m).Where(callee => makers.Contains(callee.FullName)).Select(callee => $"{m.DeclaringType.FullName}.{m.Name}: {callee.FullName}")).Distinct()];
    }

    static bool MakesScalar(MethodDefinition method) => method.ReturnType.FullName == "TorchSharp.Scalar" && method.IsStatic;

    static IEnumerable<MethodDefinition> AllMethods(AssemblyDefinition assembly) => assembly.MainModule.GetTypes().SelectMany(t => t.Methods);

    static IEnumerable<MethodReference> Calls(MethodDefinition method) =>
        method.HasBody ? method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Select(r => r is GenericInstanceMethod g ? g.ElementMethod : r) : [];
}
