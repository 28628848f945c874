using System.Text.RegularExpressions;

namespace Overhear.Interactive;

/// <summary>Names that a variable can have in both languages.</summary>
static partial class Identifier
{
    static readonly HashSet<string> reserved =
    [
        .. """
           abstract and as asr assert atomic base begin bool break byte case catch char checked class component const constraint constructor
           continue decimal default delegate do done double downcast downto elif else end enum event exception explicit extern external false
           finally fixed float for foreach fun function functor global goto if implicit in include inherit inline int interface internal is land
           lazy let lock long lor lsl lsr lxor match member method mixin mod module mutable namespace new not null object of open operator or out
           override parallel params parallel private process protected public pure readonly rec ref return sbyte sealed select short sig sizeof
           stackalloc static string struct switch tailcall then this throw to trait true try type typeof uint ulong unchecked unsafe upcast use
           ushort using val virtual void volatile when while with yield
           """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Why a name cannot be used; null where it can.</summary>
    public static string? Problem(string name) =>
        !Pattern().IsMatch(name) ? $"'{name}' is no name of a variable: it begins with a letter and goes on with letters, digits and '_'. For instance lm."
        : reserved.Contains(name) ? $"'{name}' is a word of C# or F# and cannot name a variable. For instance lm."
        : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Pattern();
}
