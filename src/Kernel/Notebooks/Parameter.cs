using System.Globalization;
using System.Text;

namespace Overhear.Kernel;

/// <summary>A variable that the parameters cell declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it can hold.</param>
/// <param name="Redeclaration">What stands before the name where it cannot be assigned but is declared anew: <c>let </c>, <c>const int </c>; empty where it is assigned.</param>
sealed record Parameter(string Name, ParameterKind Kind, string Redeclaration)
{
    /// <summary>The line of code that sets it.</summary>
    /// <param name="value">The value as given on the command line.</param>
    /// <param name="kernel">The language of the line: C# or F#.</param>
    /// <exception cref="Refusal">The value is not of the parameter's kind.</exception>
    public string Set(string value, string kernel) => $"{Redeclaration}{Name} = {Literal(value, kernel == KernelName.FSharp)}{(kernel == KernelName.FSharp ? "" : ";")}";

    string Literal(string value, bool fsharp)
    {
        var culture = CultureInfo.InvariantCulture;
        return Kind switch
        {
            ParameterKind.Text => Quote(value),
            ParameterKind.Int when int.TryParse(value, NumberStyles.AllowLeadingSign, culture, out var number) => number.ToString(culture),
            ParameterKind.Int => throw Wrong(value, $"a whole number from {int.MinValue} to {int.MaxValue}"),
            ParameterKind.Long when long.TryParse(value, NumberStyles.AllowLeadingSign, culture, out var number) => number.ToString(culture) + "L",
            ParameterKind.Long => throw Wrong(value, $"a whole number from {long.MinValue} to {long.MaxValue}"),
            ParameterKind.Single when float.TryParse(value, NumberStyles.Float, culture, out var number) && float.IsFinite(number) => WithPoint(number.ToString("R", culture)) + "f",
            ParameterKind.Double when double.TryParse(value, NumberStyles.Float, culture, out var number) && double.IsFinite(number) => WithPoint(number.ToString("R", culture)),
            ParameterKind.Decimal when decimal.TryParse(value, NumberStyles.Float, culture, out var number) => number.ToString(culture) + (fsharp ? "M" : "m"),
            ParameterKind.Single or ParameterKind.Double or ParameterKind.Decimal => throw Wrong(value, "a number, with a point and not a comma, such as 0.5 or 1e-3"),
            ParameterKind.Bool when bool.TryParse(value, out var truth) => truth ? "true" : "false",
            ParameterKind.Bool => throw Wrong(value, "true or false"),
            _ => throw new Refusal($"-p {Name}: the parameters cell does not give it a plain text, number, true or false, so no value can be set from outside."),
        };
    }

    Refusal Wrong(string value, string wanted) => new($"-p {Name}={value}: {Name} takes {wanted}.");

    // 1E-05 is a double in both languages, 3 is none in F#.
    static string WithPoint(string number) => number.AsSpan().IndexOfAny('.', 'E') < 0 ? number + ".0" : number;

    /// <summary>A string literal that C# and F# read alike.</summary>
    static string Quote(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append(@"\\"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                _ when char.IsControl(character) || character is '\u2028' or '\u2029' => literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => literal.Append(character),
            };
        }
        return literal.Append('"').ToString();
    }
}
