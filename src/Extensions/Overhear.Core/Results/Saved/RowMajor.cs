namespace Overhear;

/// <summary>Numbers of arrays of several dimensions in a row, the last dimension running fastest, and back.</summary>
static class RowMajor
{
    /// <summary>The numbers in a row.</summary>
    /// <param name="values">An array of double of any number of dimensions.</param>
    public static double[] Of(Array values)
    {
        var row = new double[values.Length];
        Buffer.BlockCopy(values, 0, row, 0, Buffer.ByteLength(row));
        return row;
    }

    /// <summary>Puts numbers into an array of double of any number of dimensions, and returns it.</summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the array has places.</exception>
    public static T Fill<T>(T array, ReadOnlySpan<double> row) where T : class
    {
        var target = (Array)(object)array;
        if (target.Length != row.Length) throw new ArgumentException($"There are {row.Length} numbers for {target.Length} places.", nameof(row));
        var copy = row.ToArray();
        Buffer.BlockCopy(copy, 0, target, 0, Buffer.ByteLength(copy));
        return array;
    }
}
