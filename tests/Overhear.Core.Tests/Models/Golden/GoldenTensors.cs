namespace Overhear.Tests;

/// <summary>The tensors of a golden file, as plain arrays.</summary>
sealed class GoldenTensors
{
    readonly Dictionary<string, GoldenTensor> tensors = [];

    public GoldenTensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var entry in file.Entries)
        {
            double[] values = entry.Type is StorageType.F32 or StorageType.F64 ? file.ReadDoubles(entry.Name) : [.. file.ReadIntegers(entry.Name).Select(x => (double)x)];
            tensors[entry.Name] = new GoldenTensor(entry.Name, [.. entry.Shape], values);
        }
    }

    public IEnumerable<string> Names => tensors.Keys;

    public bool Has(string name) => tensors.ContainsKey(name);

    public GoldenTensor this[string name] => tensors[name];
}

/// <summary>One of them.</summary>
sealed record GoldenTensor(string Name, long[] Shape, double[] Values)
{
    public int[] Integers => [.. Values.Select(v => (int)v)];

    public int[][] Rows => [.. Integers.Chunk((int)Shape[^1])];

    /// <summary>Fails unless all values agree; the tolerance grows with the largest value, as the folder's README says.</summary>
    public void Compare(double[] ours, double tolerance)
    {
        Assert.Equal(Values.Length, ours.Length);
        var worst = 0.0;
        for (var i = 0; i < ours.Length; i++)
        {
            if (double.IsInfinity(Values[i]) && ours[i] == Values[i]) continue;
            var difference = Math.Abs(ours[i] - Values[i]);
            if (!(difference <= worst)) worst = difference;
        }
        Assert.True(worst <= tolerance, $"{Name}: off by {worst:g3}, allowed {tolerance:g3}");
    }

    /// <summary>1e-4, or more where the values are larger than 50.</summary>
    public double Tolerance => 1e-4 * Math.Max(1, Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max() / 50);
}
