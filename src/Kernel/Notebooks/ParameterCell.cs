using System.Text.RegularExpressions;

namespace Overhear.Kernel;

/// <summary>
/// Finds the variables that a cell declares: <c>var model = "teaching";</c>, <c>double rate = 0.1;</c>, <c>let steps = 10</c>.
/// Comments and texts are stepped over first, so a declaration in one of them counts for nothing.
/// </summary>
static class ParameterCell
{
    // The scan replaces the inside of each text by this, so that a pattern sees where a text stands and nothing of what is in it.
    const char insideText = '\u00b7';

    static readonly Regex csharp = new(@"(?:^|[;{}\n])\s*(?<const>const\s+)?(?<type>[A-Za-z_][\w.]*(?:<[^;=]*>)?(?:\[\])?\??)\s+(?<name>@?[A-Za-z_]\w*)\s*=(?!=)\s*(?<value>[^;]*)(?=;)");
    static readonly Regex nextDeclarator = new(@",\s*(?<name>@?[A-Za-z_]\w*)\s*=(?!=)");
    static readonly Regex fsharp = new(@"^let[ \t]+(?<mutable>mutable[ \t]+)?(?<name>[A-Za-z_][\w']*)[ \t]*(?::[ \t]*(?<type>[^=\n]+?))?[ \t]*=[ \t]*(?<value>[^\n]*)", RegexOptions.Multiline);
    static readonly Regex whole = new(@"^[-+]?\s*(?:\d[\d_]*|0[xX][\da-fA-F_]+|0[bB][01_]+)$");
    static readonly Regex wholeLong = new(@"^[-+]?\s*\d[\d_]*[lL]$");
    static readonly Regex real = new(@"^[-+]?\s*(?:\d[\d_]*\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)(?<suffix>[fFdDmM]?)$");

    /// <summary>The declared variables, in their order.</summary>
    public static IReadOnlyList<Parameter> Declared(string source, string kernel) => kernel == KernelName.FSharp ? FSharp(source) : CSharp(source);

    static List<Parameter> CSharp(string source) =>
        [.. csharp.Matches(WithoutCommentsAndTexts(source, fsharp: false)).Where(found => found.Groups["type"].Value is not ("return" or "using" or "await"))
            .SelectMany(found =>
            {
                var (type, value) = (found.Groups["type"].Value, found.Groups["value"].Value.Trim());
                var kind = type == "var" ? KindOfValue(value) : KindOfCSharpType(type.TrimEnd('?'));
                // int a = 1, b = 2; the rule is for plain kinds only: what looks the same in an object's initialiser declares nothing.
                var further = kind == ParameterKind.Other ? [] : nextDeclarator.Matches(value).Select(next => next.Groups["name"].Value);
                var before = found.Groups["const"].Success ? $"const {type} " : "";
                return further.Prepend(found.Groups["name"].Value).Select(name => new Parameter(name, kind, before));
            })];

    static List<Parameter> FSharp(string source) =>
        [.. fsharp.Matches(WithoutCommentsAndTexts(source, fsharp: true)).Select(found =>
        {
            var type = found.Groups["type"].Value.Trim();
            var kind = type.Length > 0 ? KindOfFSharpType(type) : KindOfValue(found.Groups["value"].Value.Trim());
            var annotation = type.Length > 0 ? $" : {type}" : "";
            return new Parameter(found.Groups["name"].Value + annotation, kind, found.Groups["mutable"].Success ? "let mutable " : "let ");
        })];

    static ParameterKind KindOfValue(string value)
    {
        if (value.StartsWith('"') && value.EndsWith('"') && value.Length > 1 && value[1..^1].All(character => character == insideText)) return ParameterKind.Text;
        if (value is "true" or "false") return ParameterKind.Bool;
        if (whole.IsMatch(value)) return ParameterKind.Int;
        if (wholeLong.IsMatch(value)) return ParameterKind.Long;
        var number = real.Match(value);
        if (!number.Success) return ParameterKind.Other;
        return number.Groups["suffix"].Value.ToLowerInvariant() switch { "f" => ParameterKind.Single, "m" => ParameterKind.Decimal, _ => ParameterKind.Double };
    }

    static ParameterKind KindOfCSharpType(string type) => type switch
    {
        "string" or "String" or "System.String" => ParameterKind.Text,
        "int" or "Int32" or "System.Int32" => ParameterKind.Int,
        "long" or "Int64" or "System.Int64" => ParameterKind.Long,
        "float" or "Single" or "System.Single" => ParameterKind.Single,
        "double" or "Double" or "System.Double" => ParameterKind.Double,
        "decimal" or "Decimal" or "System.Decimal" => ParameterKind.Decimal,
        "bool" or "Boolean" or "System.Boolean" => ParameterKind.Bool,
        _ => ParameterKind.Other,
    };

    static ParameterKind KindOfFSharpType(string type) => type switch
    {
        "float" or "double" => ParameterKind.Double,
        "float32" or "single" => ParameterKind.Single,
        "int64" => ParameterKind.Long,
        "int32" => ParameterKind.Int,
        _ => KindOfCSharpType(type),
    };

    static string WithoutCommentsAndTexts(string source, bool fsharp)
    {
        var text = new System.Text.StringBuilder(source.Length);
        for (var at = 0; at < source.Length;)
        {
            var rest = source.AsSpan(at);
            if (rest.StartsWith("//")) at += LengthTo(rest, "\n", includeEnd: false);
            else if (!fsharp && rest.StartsWith("/*")) at += LengthTo(rest, "*/", includeEnd: true);
            else if (fsharp && rest.StartsWith("(*") && !rest.StartsWith("(*)")) at += LengthTo(rest, "*)", includeEnd: true);
            else if (TextLength(rest) is var length and > 0)
            {
                text.Append('"').Append(insideText, Math.Max(0, length - 2)).Append('"');
                at += length;
            }
            else
            {
                text.Append(source[at]);
                at++;
            }
        }
        return text.ToString();
    }

    static int LengthTo(ReadOnlySpan<char> text, string end, bool includeEnd)
    {
        var at = text[Math.Min(2, text.Length)..].IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? text.Length : 2 + at + (includeEnd ? end.Length : 0);
    }

    /// <summary>The length of the text literal that begins here, 0 where none does. A text with holes ($"…") is none: its value is made up at run time.</summary>
    static int TextLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("\"\"\""))
        {
            var end = text[3..].IndexOf("\"\"\"", StringComparison.Ordinal);
            return end < 0 ? text.Length : end + 6;
        }
        var verbatim = text.StartsWith("@\"");
        if (!verbatim && !text.StartsWith("\"")) return 0;
        for (var at = verbatim ? 2 : 1; at < text.Length; at++)
        {
            if (!verbatim && text[at] == '\\') at++;
            else if (verbatim && text[at..].StartsWith("\"\"")) at++;
            else if (text[at] == '"') return at + 1;
        }
        return text.Length;
    }
}
