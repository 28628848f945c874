using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Overhear.Kernel;

/// <summary>
/// Reduces HTML that stands in Markdown to a few harmless elements, tag by tag: a cell's Markdown may open an element in one block and
/// close it in another. What is left is checked once more as a whole (<see cref="HtmlAllowList"/>).
/// </summary>
static class RawHtml
{
    static readonly HashSet<string> kept = ["details", "summary", "sub", "sup", "kbd", "br", "img"];

    static readonly Regex withContent = new(@"<(?<name>script|style|iframe|object|template|noscript|textarea|title|xmp|svg|math)\b[\s\S]*?(?:</\k<name>\s*>|\z)", RegexOptions.IgnoreCase);
    static readonly Regex tag = new(@"<!--[\s\S]*?(?:-->|\z)|<[!?][^>]*>|<(?<close>/)?(?<name>[A-Za-z][\w:-]*)(?<attributes>(?:""[^""]*""|'[^']*'|[^'"">])*)>");
    static readonly Regex attribute = new(@"(?<name>[A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>[^\s""'=<>`]+)))?");

    /// <summary>The text with its allowed tags; others are dropped, scripts and styles with all that is in them.</summary>
    /// <param name="html">HTML as it stands in the Markdown.</param>
    /// <param name="source">Gives an image's data: address for the address in the text, or null where there is none.</param>
    public static string Reduce(string html, Func<string, string?> source)
    {
        html = withContent.Replace(html, "");
        var result = new StringBuilder();
        var at = 0;
        foreach (Match found in tag.Matches(html))
        {
            result.Append(Text(html[at..found.Index])).Append(Tag(found, source));
            at = found.Index + found.Length;
        }
        return result.Append(Text(html[at..])).ToString();
    }

    // Entities stay what they are; a < that begins no tag must not begin one now.
    static string Text(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);

    static string Tag(Match found, Func<string, string?> source)
    {
        var name = found.Groups["name"].Value.ToLowerInvariant();
        if (!kept.Contains(name)) return "";
        if (found.Groups["close"].Success) return name is "br" or "img" ? "" : $"</{name}>";
        var attributes = attribute.Matches(found.Groups["attributes"].Value).GroupBy(match => match.Groups["name"].Value.ToLowerInvariant())
            .ToDictionary(group => group.Key, group => WebUtility.HtmlDecode(group.First().Groups["value"].Value));
        if (name == "details") return attributes.ContainsKey("open") ? "<details open>" : "<details>";
        return name == "img" ? Image(attributes, source) : $"<{name}>";
    }

    static string Image(Dictionary<string, string> attributes, Func<string, string?> source)
    {
        var alternative = attributes.GetValueOrDefault("alt", "");
        if (source(attributes.GetValueOrDefault("src", "")) is not { } data) return WebUtility.HtmlEncode(alternative);
        var size = string.Concat(((string[])["width", "height"]).Where(name => int.TryParse(attributes.GetValueOrDefault(name), out var pixels) && pixels is > 0 and < 10000)
            .Select(name => $" {name}=\"{attributes[name]}\""));
        return $"<img src=\"{WebUtility.HtmlEncode(data)}\" alt=\"{WebUtility.HtmlEncode(alternative)}\"{size}>";
    }
}
