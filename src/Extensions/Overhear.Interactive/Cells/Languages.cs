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
    public async Task Prepare(string? name, KernelInvocationContext context)
    {
        if (name is null || root.FindKernelByName(name) is not { Name: CSharp or FSharp } kernel) return;
        bool first;
        lock (started) first = started.Add(kernel.Name);
        if (first) await Refer(kernel, context);
        List<SendValue> values;
        lock (waiting)
        {
            values = [.. waiting[kernel.Name].Values];
            waiting[kernel.Name].Clear();
        }
        foreach (var value in values)
            if (Failure(await kernel.SendAsync(value)) is { } failure) Output.Line(context, $"{value.Name} could not be bound in {kernel.Name} cells: {failure}");
    }

    /// <summary>Binds a live object to a variable of both languages: in the one of the calling cell at once, in the other with its next cell.</summary>
    public async Task Bind(string name, object value, string description, KernelInvocationContext context)
    {
        // With a formatted value the reference is kept; without one the host would serialise the object.
        lock (waiting)
            foreach (var values in waiting.Values) values[name] = new SendValue(name, value, new FormattedValue(Output.Plain, description));
        await Prepare(context.Command.TargetKernelName ?? root.DefaultKernelName, context);
    }

    async Task Refer(Kernel kernel, KernelInvocationContext context)
    {
        var quote = kernel.Name == FSharp ? "@\"" : "\"";
        var lines = Closure.Paths(withFSharpCore: kernel.Name == CSharp).Select(path => $"#r {quote}{path}\"");
        if (Failure(await kernel.SendAsync(new SubmitCode(string.Join('\n', lines), kernel.Name))) is { } failure)
            Output.Line(context, $"The library could not be made known to {kernel.Name} cells: {failure}");
    }

    static string? Failure(KernelCommandResult result) => result.Events.OfType<CommandFailed>().FirstOrDefault()?.Message;
}
