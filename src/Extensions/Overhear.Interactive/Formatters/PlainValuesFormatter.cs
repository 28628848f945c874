using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace Overhear.Interactive;

/// <summary>Numbers, truth values and tuples: the host would send their HTML alone, which a reader of a written notebook cannot read.</summary>
sealed class PlainValuesFormatter : IValueFormatter
{
    static readonly Type[] types =
    [
        typeof(bool), typeof(char), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(Half), typeof(float), typeof(double), typeof(decimal), typeof(System.Numerics.Complex), typeof(System.Numerics.BigInteger),
        typeof(ITuple), // ValueTuple of C#, Tuple of F#
    ];

    public void Register()
    {
        foreach (var type in types) Formatter.SetPreferredMimeTypesFor(type, Output.Html, Output.Plain);
    }
}
