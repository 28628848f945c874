using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ColorCode;

namespace Overhear.Kernel;

/// <summary>Code with its colours: classes that the page's style gives colours for light and for dark.</summary>
static class CodeHtml
{
    static readonly Regex magic = new(@"^#!(?<name>[A-Za-z#+-]+)\s*$");
    static readonly Regex wrapper = new(@"\A\s*<div[^>]*><pre>\r?\n?|\r?\n?</pre></div>\s*\z");

    /// <summary>The name of a kernel's language as readers know it.</summary>
    public static string Language(string kernel) => kernel switch
    {
        KernelName.CSharp => "C#",
        KernelName.FSharp => "F#",
        "pwsh" => "PowerShell",
        "html" => "HTML",
        "mermaid" => "Mermaid",
        "http" => "HTTP",
        _ => kernel,
    };

    /// <summary>Code as HTML for the inside of a pre element.</summary>
    /// <param name="source">The code; a line with a language's magic changes the language of what follows.</param>
    /// <param name="kernel">The kernel that it is for.</param>
    public static string Render(string source, string kernel)
    {
        var html = new StringBuilder();
        var part = new List<string>();
        void Flush()
        {
            if (part.Count > 0) html.Append(Coloured(string.Join('\n', part), kernel)).Append('\n');
            part.Clear();
        }
        foreach (var line in source.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("#!", StringComparison.Ordinal))
            {
                Flush();
                html.Append("<span class=\"magic\">").Append(WebUtility.HtmlEncode(line)).Append("</span>\n");
                if (magic.Match(line) is { Success: true } found && Grammar(KernelName.Canonical(found.Groups["name"].Value)) is not null) kernel = KernelName.Canonical(found.Groups["name"].Value);
            }
            else part.Add(line);
        }
        Flush();
        return html.ToString().TrimEnd('\n');
    }

    static string Coloured(string code, string kernel)
    {
        if (Grammar(kernel) is not { } grammar || string.IsNullOrWhiteSpace(code)) return WebUtility.HtmlEncode(code);
        // The formatter trims what it is given; empty lines at the ends are put back.
        var leading = code.Length - code.TrimStart('\n').Length;
        var trailing = code.Length - code.TrimEnd('\n').Length;
        var html = wrapper.Replace(new HtmlClassFormatter().GetHtmlString(code.Trim('\n'), grammar), "").Replace("\r\n", "\n");
        return new string('\n', leading) + html + new string('\n', trailing);
    }

    static ILanguage? Grammar(string kernel) => kernel switch
    {
        KernelName.CSharp => Languages.CSharp,
        KernelName.FSharp => Languages.FSharp,
        "pwsh" => Languages.PowerShell,
        "html" => Languages.Html,
        _ => null,
    };
}
