using System.Net;

namespace Overhear;

/// <summary>Text and data for a page, which none of them can leave.</summary>
static class HtmlText
{
    /// <summary>Text that a page shows literally, in an element or a quoted attribute.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>JSON for a script element: nothing in it can close the element or open a comment.</summary>
    public static string Json(string json) => json
        .Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029");
}
