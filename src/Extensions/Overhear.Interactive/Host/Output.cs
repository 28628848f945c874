using System.Net;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Overhear.Interactive;

/// <summary>Puts something of the extension's own among a cell's outputs.</summary>
static class Output
{
    public const string Html = "text/html";
    public const string Plain = "text/plain";

    /// <summary>One line of text. Returns its id, to replace it.</summary>
    public static string? Line(KernelInvocationContext? context, string text) => Show(context, Paragraph(text), text);

    /// <summary>HTML and its text twin. Returns their id, to replace them.</summary>
    public static string? Show(KernelInvocationContext? context, string html, string text)
    {
        if (context is null) return null;
        var id = Guid.NewGuid().ToString("N");
        context.Publish(new DisplayedValueProduced(text, context.Command, Both(html, text), id));
        return id;
    }

    /// <summary>Puts another line in the place of one that was shown.</summary>
    public static void Replace(KernelInvocationContext? context, string? id, string text) => Replace(context, id, Paragraph(text), text);

    /// <summary>Puts something else in the place of what was shown.</summary>
    public static void Replace(KernelInvocationContext? context, string? id, string html, string text)
    {
        if (context is not null && id is not null) context.Publish(new DisplayedValueUpdated(text, id, context.Command, Both(html, text)));
    }

    static string Paragraph(string text) => $"<p>{WebUtility.HtmlEncode(text)}</p>";

    static FormattedValue[] Both(string html, string text) => [new(Html, html), new(Plain, text)];
}
