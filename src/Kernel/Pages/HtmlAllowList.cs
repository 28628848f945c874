using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Overhear.Kernel;

/// <summary>
/// The last word on HTML that came from Markdown: elements and attributes that are on the list stay, everything else goes. Parsing
/// and writing it anew also closes what was left open, so that no cell runs into the next.
/// </summary>
static class HtmlAllowList
{
    static readonly HashSet<string> elements =
    [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del", "hr", "br", "table", "thead", "tbody", "tr", "th", "td",
        "a", "img", "input", "sup", "sub", "kbd", "details", "summary", "div", "span", "section",
        "math", "semantics", "annotation", "mrow", "mi", "mo", "mn", "mtext", "mspace", "msup", "msub", "msubsup", "mover", "munder", "munderover", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd",
    ];

    static readonly HashSet<string> withContent = ["script", "style", "iframe", "object", "embed", "template", "noscript", "textarea", "select", "svg", "title", "xmp", "frameset", "form", "button"];

    static readonly Dictionary<string, string[]> attributes = new()
    {
        ["a"] = ["href", "title"], ["img"] = ["src", "alt", "title", "width", "height"], ["input"] = ["type", "checked", "disabled"], ["ol"] = ["start"], ["details"] = ["open"],
        ["math"] = ["display"], ["annotation"] = ["encoding"], ["mspace"] = ["width"], ["mfrac"] = ["linethickness"], ["mtable"] = ["displaystyle"], ["mi"] = ["mathvariant"],
        ["mo"] = ["stretchy", "fence", "movablelimits", "largeop", "minsize", "maxsize", "lspace", "rspace"], ["mover"] = ["accent"], ["munder"] = ["accentunder"],
    };

    static readonly HashSet<string> withId = ["h1", "h2", "h3", "h4", "h5", "h6", "li", "a"];
    static readonly Regex style = new("^(?:(?:text-align: ?(?:left|right|center)|font-weight:bold|font-style:italic|font-family:monospace|padding-(?:left|right):0);?)+$");
    static readonly Regex name = new("^[\\w -]{1,100}$");
    static readonly HashSet<string> schemes = new(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto" };
    static readonly Regex image = new(@"^data:image/(?:png|jpeg|gif|webp|svg\+xml|avif|bmp);base64,[A-Za-z0-9+/=]+$");

    /// <summary>The HTML that is left.</summary>
    /// <param name="html">Any HTML.</param>
    /// <param name="ids">The ids that the page has already; those found here are added, and one that is there already is dropped.</param>
    public static string Clean(string html, ISet<string> ids)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        Clean(body, ids);
        return body.InnerHtml;
    }

    /// <summary>Whether an address leads nowhere but to a page, a mail, or a place on this page.</summary>
    public static bool IsLink(string address)
    {
        // Browsers skip white space and control characters in a scheme, so they are skipped before it is looked at.
        var plain = string.Concat(address.Where(character => character > ' ' && !char.IsControl(character)));
        var colon = plain.IndexOf(':');
        var path = plain.IndexOfAny(['/', '?', '#']);
        return colon < 0 || (path >= 0 && path < colon) || schemes.Contains(plain[..colon]);
    }

    /// <summary>Whether an address is an image that carries its own data.</summary>
    public static bool IsImage(string address) => image.IsMatch(address);

    static void Clean(IElement parent, ISet<string> ids)
    {
        foreach (var node in parent.ChildNodes.ToArray())
        {
            if (node is IElement element) Clean(parent, element, ids);
            else if (node is not IText) parent.RemoveChild(node); // comments, processing instructions
        }
    }

    static void Clean(IElement parent, IElement element, ISet<string> ids)
    {
        var tag = element.LocalName;
        if (withContent.Contains(tag) || (tag == "img" && !IsImage(element.GetAttribute("src") ?? "")) || (tag == "input" && element.GetAttribute("type") != "checkbox"))
        {
            parent.RemoveChild(element);
            return;
        }
        Clean(element, ids);
        if (!elements.Contains(tag))
        {
            foreach (var child in element.ChildNodes.ToArray()) parent.InsertBefore(child, element);
            parent.RemoveChild(element);
            return;
        }
        foreach (var attribute in element.Attributes.ToArray())
        {
            if (!Allowed(tag, attribute, ids)) element.RemoveAttribute(attribute.NamespaceUri, attribute.LocalName);
        }
        if (tag == "a") element.SetAttribute("rel", "noopener noreferrer");
        if (tag == "input") element.SetAttribute("disabled", "");
    }

    static bool Allowed(string tag, IAttr attribute, ISet<string> ids) => attribute.Name switch
    {
        "id" => withId.Contains(tag) && name.IsMatch(attribute.Value) && ids.Add(attribute.Value),
        "class" => name.IsMatch(attribute.Value),
        "style" => style.IsMatch(attribute.Value),
        "href" => tag == "a" && IsLink(attribute.Value),
        var other => attributes.TryGetValue(tag, out var list) && list.Contains(other),
    };
}
