using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;

namespace Overhear.Interactive;

/// <summary>Shows values of a type, and of those derived from it, as HTML and as text; the host sends both.</summary>
/// <remarks>The HTML holds no text of a value that is not escaped.</remarks>
abstract class ValueFormatter<T> : IValueFormatter
{
    public virtual void Register()
    {
        Formatter.Register<T>((value, context) => Write(context, ToHtml(value)), Output.Html);
        Formatter.Register<T>((value, context) => Write(context, ToText(value)), Output.Plain);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Output.Html, Output.Plain);
    }

    public abstract string ToHtml(T value);

    public abstract string ToText(T value);

    /// <summary>
    /// Lets the host list and share values that it cannot serialise: what it asks for as JSON is then the value's line of text, and
    /// between C# and F# the reference goes along.
    /// </summary>
    protected static void RegisterLive(Func<T, string> line)
    {
        Formatter.Register<T>((value, context) => Write(context, JsonSerializer.Serialize(line(value))), JsonFormatter.MimeType);
        Formatter.Register<T>((value, context) => Write(context, line(value)), PlainTextSummaryFormatter.MimeType);
    }

    protected static bool Write(FormatContext context, string text)
    {
        context.Writer.Write(text);
        return true;
    }
}
