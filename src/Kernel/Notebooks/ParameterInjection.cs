using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>
/// Sets parameters of a notebook as papermill does: behind the cell tagged <c>parameters</c> comes one tagged
/// <c>injected-parameters</c> that gives the variables their new values; one from an earlier run is replaced.
/// </summary>
static class ParameterInjection
{
    const string parametersTag = "parameters";
    const string injectedTag = "injected-parameters";

    /// <summary>Puts the cell into the notebook.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="values">Names and values, as given on the command line. None: the notebook stays as it is.</param>
    /// <param name="paths">What the written cell is cleaned with: a value can be a folder of this machine.</param>
    /// <exception cref="Refusal">A name is unknown, a value of the wrong kind, or there is no such cell. All faults at once.</exception>
    public static void Apply(RunNotebook notebook, IReadOnlyList<KeyValuePair<string, string>> values, MachinePaths paths)
    {
        if (values.Count == 0) return;
        var declaring = notebook.Cells.FirstOrDefault(cell => cell.IsCode && cell.Tags.Contains(parametersTag))
            ?? throw new Refusal($"{notebook.Path} takes no parameters: it has no code cell tagged '{parametersTag}'{(notebook.Path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase) ? " (a .dib file cannot carry tags; an .ipynb can)" : "")}.");
        if (declaring.Kernel is not (KernelName.CSharp or KernelName.FSharp)) throw new Refusal($"{notebook.Path}: the cell tagged '{parametersTag}' is for the kernel '{declaring.Kernel}'; parameters can be set in C# and F#.");
        var source = CodeFor(notebook.Path, declaring, values);
        foreach (var earlier in notebook.Cells.Where(cell => cell.Tags.Contains(injectedTag)).ToList()) notebook.Remove(earlier);
        var metadata = new JsonObject { ["tags"] = new JsonArray(injectedTag) };
        foreach (var name in (string[])["dotnet_interactive", "polyglot_notebook"])
        {
            if (declaring.Json["metadata"]?[name] is { } node) metadata[name] = node.DeepClone();
        }
        var json = new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = FreeId(notebook),
            ["metadata"] = metadata,
            ["outputs"] = new JsonArray(),
            ["source"] = NotebookCell.Lines(paths.Neutral(source)),
        };
        notebook.InsertAfter(declaring, new(json, declaring.Kernel, source) { Number = declaring.Number });
    }

    static string CodeFor(string path, NotebookCell declaring, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        // A variable that is declared twice has the kind of its last declaration.
        var known = ParameterCell.Declared(declaring.Source, declaring.Kernel).GroupBy(PlainName).ToDictionary(group => group.Key, group => group.Last());
        var faults = new List<string>();
        var lines = new List<string> { "// Parameters" };
        foreach (var (name, value) in values)
        {
            try
            {
                if (known.TryGetValue(name, out var parameter)) lines.Add(parameter.Set(value, declaring.Kernel));
                else faults.Add($"there is no parameter '{name}'");
            }
            catch (Refusal fault)
            {
                faults.Add(fault.Message.TrimEnd('.'));
            }
        }
        if (faults.Count == 0) return string.Join('\n', lines);
        var list = known.Count == 0 ? "It declares none." : $"It declares {string.Join(", ", known.Keys)}.";
        throw new Refusal($"{path}: {string.Join("; ", faults)}. {list}");
    }

    static string PlainName(Parameter parameter) => parameter.Name.Split(' ')[0].TrimStart('@');

    static string FreeId(RunNotebook notebook)
    {
        var taken = notebook.Cells.Select(cell => (string?)cell.Json["id"]).ToHashSet();
        return Enumerable.Range(0, int.MaxValue).Select(n => n == 0 ? injectedTag : $"{injectedTag}-{n}").First(id => !taken.Contains(id));
    }
}
