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

    protected static bool Write(FormatContext context, string text)
    {
        context.Writer.Write(text);
        return true;
    }
}
