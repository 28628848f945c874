using System.Collections;
using System.Reflection;

namespace Overhear.Tests;

/// <summary>Compares two values field by field, down to the bits of their numbers.</summary>
static class SameInEveryField
{
    /// <summary>The place of the first difference; null where there is none.</summary>
    public static string? Difference(object? a, object? b, string place = "")
    {
        if (a is null || b is null) return ReferenceEquals(a, b) ? null : $"{place}: {a ?? "null"} and {b ?? "null"}";
        // What NaN means is the same whatever its payload.
        if (a is double x && b is double y) return BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)) ? null : $"{place}: {x:R} and {y:R}";
        if (a is string || a.GetType().IsPrimitive || a is Enum) return a.Equals(b) ? null : $"{place}: {a} and {b}";
        if (a is Array first && b is Array second && (first.Rank != second.Rank || Enumerable.Range(0, first.Rank).Any(d => first.GetLength(d) != second.GetLength(d)))) return $"{place}: arrays of other sizes";
        if (a is IEnumerable items)
        {
            if (b is not IEnumerable others) return $"{place}: {b} is no list";
            object?[] left = [.. items.Cast<object?>()], right = [.. others.Cast<object?>()];
            if (left.Length != right.Length) return $"{place}: {left.Length} and {right.Length} entries";
            return left.Select((item, i) => Difference(item, right[i], $"{place}[{i}]")).FirstOrDefault(found => found is not null);
        }
        if (a.GetType() != b.GetType()) return $"{place}: {a.GetType()} and {b.GetType()}";
        return a.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => Difference(field.GetValue(a), field.GetValue(b), $"{place}.{field.Name}")).FirstOrDefault(found => found is not null);
    }
}
