using Plotly.NET;

namespace Overhear;

/// <summary>plotly.js itself, as the package Plotly.NET carries it: what draws figures where there is no network.</summary>
public static class PlotlyScript
{
    static readonly Lazy<string> text = new(Read);

    /// <summary>The whole of plotly.js (3.6 MB, MIT licence, its notice on top). It can stand inside a script element as it is.</summary>
    /// <exception cref="InvalidOperationException">The Plotly.NET that is loaded carries no plotly.js.</exception>
    public static string Text => text.Value;

    /// <summary>
    /// plotly.js as a statement that sets <c>window.Plotly</c> also on pages with a module loader, where it would register as a module instead;
    /// it does nothing where <c>window.Plotly</c> is there already. For a script element of a page or of a notebook's output.
    /// </summary>
    public static string Shielded =>
        // Local names hide those by which plotly.js would know a module loader. A page's MathJax is left as it is.
        "if (!window.Plotly) { window.PlotlyConfig = window.PlotlyConfig || { MathJaxConfig: 'local' }; "
        + $"(function (define, exports, module, require) {{\n{Text}\n}}).call(window); }}\n"
        + "document.dispatchEvent(new Event('overhear-plotly-ready'));";

    static string Read()
    {
        var assembly = typeof(GenericChart).Assembly;
        var names = assembly.GetManifestResourceNames();
        var name = names.SingleOrDefault(name => name.StartsWith("Plotly.NET.plotly-", StringComparison.Ordinal) && name.EndsWith(".min.js", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"Plotly.NET {assembly.GetName().Version} carries no plotly.js; it holds {string.Join(", ", names)}. Use the version that this package asks for.");
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
