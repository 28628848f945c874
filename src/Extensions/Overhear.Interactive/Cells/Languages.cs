using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Overhear.Interactive;

/// <summary>
/// Lets C# and F# see the same: the host's package line reaches only the language of its cell, the other one gets the paths here, and
/// the variables that a magic command bound, before its first cell.
/// </summary>
/// <remarks>Nothing is sent to a language that no cell uses: starting one takes seconds.</remarks>
sealed class Languages(CompositeKernel root)
{
    const string CSharp = "csharp";
    const string FSharp = "fsharp";
    readonly HashSet<string> started = [];
    readonly Dictionary<string, Dictionary<string, SendValue>> waiting = new() { [CSharp] = [], [FSharp] = [] };

    /// <summary>Makes the library and what was bound known to the kernel of that name or alias, where it is one of ours.</summary>
    /// <returns>What could not be made known, and why; empty where all is well.</returns>
    public async Task<IReadOnlyList<string>> Prepare(string? name)
    {
        if (name is null || root.FindKernelByName(name) is not { Name: CSharp or FSharp } kernel) return [];
        var problems = new List<string>();
        bool first;
        lock (started) first = started.Add(kernel.Name);
        if (first && Failure(await kernel.SendAsync(References(kernel.Name))) is { } unknown)
            problems.Add($"The library could not be made known to {kernel.Name} cells: {unknown}");
        foreach (var value in Waiting(kernel.Name))
            if (Failure(await kernel.SendAsync(value)) is { } unbound) problems.Add($"{value.Name} could not be bound in {kernel.Name} cells: {unbound}");
        return problems;
    }

    /// <summary>Binds a live object to a variable of both languages: in the one of the calling cell at once, in the other with its next cell.</summary>
    /// <exception cref="InvalidOperationException">It could not be bound; the message says why.</exception>
    public async Task Bind(string name, object value, string description, KernelInvocationContext context)
    {
        // With a formatted value the reference is kept; without one the host would serialise the object.
        lock (waiting)
            foreach (var values in waiting.Values) values[name] = new SendValue(name, value, new FormattedValue(Output.Plain, description));
        var problems = await Prepare(context.Command.TargetKernelName ?? root.DefaultKernelName);
        if (problems.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }

    static SubmitCode References(string kernel)
    {
        var quote = kernel == FSharp ? "@\"" : "\"";
        return new SubmitCode(string.Join('\n', Closure.Paths(withFSharpCore: kernel == CSharp).Select(path => $"#r {quote}{path}\"")), kernel);
    }

    List<SendValue> Waiting(string kernel)
    {
        lock (waiting)
        {
            List<SendValue> values = [.. waiting[kernel].Values];
            waiting[kernel].Clear();
            return values;
        }
    }

    static string? Failure(KernelCommandResult result) => result.Events.OfType<CommandFailed>().FirstOrDefault()?.Message;
}
