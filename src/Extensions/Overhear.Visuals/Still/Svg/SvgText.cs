using System.Globalization;
using System.Text;
using System.Xml;

namespace Overhear;

/// <summary>Text for XML, which nothing in it can leave.</summary>
static class SvgText
{
    /// <summary>Text for the inside of an element.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            switch (text[i])
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case var high when i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], high):
                    escaped.Append(high).Append(text[++i]);
                    break;
                case var c when XmlConvert.IsXmlChar(c):
                    escaped.Append(c);
                    break;
                case var c:
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"); // XML has no place for it
                    break;
            }
        return escaped.ToString();
    }

    /// <summary>Text for a quoted attribute.</summary>
    public static string Attribute(string text) => Escape(text).Replace("\"", "&quot;");
}
