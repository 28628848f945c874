namespace Overhear;

/// <summary>Numbers for JSON, no longer than a figure needs.</summary>
static class PlotlyNumber
{
    const int Digits = 4;

    /// <summary>
    /// The numbers to 4 significant digits, and to more where all of them are large and close together, so that their differences stay. One that
    /// is not finite becomes null, which leaves a gap.
    /// </summary>
    public static object?[] Rounded(IReadOnlyCollection<double> numbers) => Rounded(numbers, DigitsFor(numbers));

    /// <summary>The same for the rows of a table.</summary>
    public static object?[][] Rounded(double[,] table)
    {
        var digits = DigitsFor([.. table.Cast<double>()]);
        return [.. Enumerable.Range(0, table.GetLength(0)).Select(row =>
            Rounded([.. Enumerable.Range(0, table.GetLength(1)).Select(column => table[row, column])], digits))];
    }

    /// <summary>One number to 4 significant digits.</summary>
    public static object? Rounded(double number) => Written(number, Digits);

    /// <summary>The numbers as they are.</summary>
    public static object?[] Exact(IEnumerable<double> numbers) => [.. numbers.Select(Short)];

    /// <summary>Probabilities to 4 decimal places.</summary>
    public static object?[] Probabilities(IEnumerable<double> numbers) => [.. numbers.Select(number => Short(Math.Round(number, 4)))];

    static object?[] Rounded(IEnumerable<double> numbers, int digits) => [.. numbers.Select(number => Written(number, digits))];

    static int DigitsFor(IReadOnlyCollection<double> numbers)
    {
        double[] finite = [.. numbers.Where(double.IsFinite)];
        if (finite.Length == 0)
            return Digits;
        var spread = finite.Max() - finite.Min();
        var largest = finite.Max(Math.Abs);
        return spread == 0 ? Digits + 4 : Math.Clamp(Digits + (int)Math.Ceiling(Math.Log10(largest / spread)), Digits, 15);
    }

    static object? Written(double number, int digits)
    {
        if (number == 0 || !double.IsFinite(number))
            return Short(number);
        // Decimal powers of ten are exact only upwards: divide for small numbers, multiply for large ones.
        var exponent = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(number)));
        return Short(exponent switch
        {
            > 300 or < -300 => number,
            >= 0 => Math.Round(number * Math.Pow(10, exponent)) / Math.Pow(10, exponent),
            _ => Math.Round(number / Math.Pow(10, -exponent)) * Math.Pow(10, -exponent),
        });
    }

    // A whole number is written without its ".0".
    static object? Short(double number) =>
        !double.IsFinite(number) ? null
        : number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? (object)(long)number
        : number;
}
