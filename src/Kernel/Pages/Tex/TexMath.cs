using System.Net;

namespace Overhear.Kernel;

/// <summary>Formulas of notebooks as MathML, which browsers set without a script or a font of their own.</summary>
static class TexMath
{
    const int longest = 20_000;

    /// <summary>A formula as MathML, or as its escaped TeX where it uses what is not known here.</summary>
    /// <param name="tex">The TeX between the dollar signs.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    public static string ToHtml(string tex, bool display)
    {
        var escaped = WebUtility.HtmlEncode(tex.Trim());
        try
        {
            if (tex.Length > longest) throw new TexNotKnown("a formula of this length");
            var row = new TexReader(tex).ReadAll();
            return $"<math{(display ? " display=\"block\"" : "")}><semantics><mrow>{row}</mrow><annotation encoding=\"application/x-tex\">{escaped}</annotation></semantics></math>";
        }
        catch (TexNotKnown)
        {
            var mark = display ? "$$" : "$";
            return $"<code class=\"tex{(display ? " tex-block" : "")}\">{mark}{escaped}{mark}</code>";
        }
    }
}
