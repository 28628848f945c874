using System.Reflection;
using System.Text;

namespace Overhear.Kernel;

/// <summary>plotly.js, as the package Plotly.NET carries it.</summary>
static class PlotlyScript
{
    static readonly Lazy<string> text = new(Read);

    /// <summary>The script, licence notice included, fit for the inside of a script element.</summary>
    public static string Text => text.Value;

    static string Read()
    {
        var assembly = Assembly.Load("Plotly.NET");
        var name = assembly.GetManifestResourceNames().SingleOrDefault(name => name.Contains("plotly", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".min.js", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("This version of Plotly.NET carries no plotly.js.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "<\\!--", StringComparison.Ordinal);
    }
}
