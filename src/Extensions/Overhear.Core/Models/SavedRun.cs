namespace Overhear;

/// <summary>A file of logits and activations, as <see cref="ActivationFile"/> writes them: the batch and the record at once, numbers when they are asked for.</summary>
/// <remarks>Opening costs the header and the token ids. Nothing that the file holds is run.</remarks>
public sealed class SavedRun : IDisposable
{
    readonly SafetensorsFile file;

    SavedRun(SafetensorsFile file, RunRecord record, TokenBatch tokens)
    {
        (this.file, Record, Tokens) = (file, record, tokens);
        Points = [.. file.Entries.Select(entry => HookPoint.TryParse(entry.Name, out var point) ? point : (HookPoint?)null).OfType<HookPoint>().Order()];
    }

    /// <summary>What the run was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The tokens that were run.</summary>
    public TokenBatch Tokens { get; }

    /// <summary>The places that were kept, in the order of the forward pass.</summary>
    public IReadOnlyList<HookPoint> Points { get; }

    /// <summary>Whether the file holds logits.</summary>
    public bool HasLogits => file.Contains(ActivationFile.LogitsName);

    /// <summary>Opens a file.</summary>
    /// <param name="filePath">A .safetensors file that <see cref="ActivationFile"/> or <c>overhear activations</c> wrote.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is not valid, or holds no run; every fault is listed.</exception>
    public static SavedRun Open(string filePath)
    {
        var file = SafetensorsFile.Open(filePath);
        try
        {
            var faults = new FaultList();
            var tokens = ReadBatch(file, faults);
            var record = ResultJson.Record(file.Metadata.GetValueOrDefault(ResultTensors.RecordNote), faults);
            faults.ThrowIfAny(file.FilePath, "holds no run", "Give a file that ActivationFile or 'overhear activations' wrote; TensorSource.Open reads any other .safetensors file.");
            return new SavedRun(file, record!, tokens!);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The shape of an activation; what its dimensions are stands with <see cref="HookKind"/>.</summary>
    /// <exception cref="KeyNotFoundException">The file does not hold it.</exception>
    public IReadOnlyList<long> Shape(HookPoint point) => file.Entry(point.Name).Shape;

    /// <summary>The numbers of an activation, row by row.</summary>
    /// <exception cref="KeyNotFoundException">The file does not hold it.</exception>
    public double[] Numbers(HookPoint point) => file.ReadDoubles(point.Name);

    /// <summary>The numbers of the gradient at a place, row by row; of the activation's shape.</summary>
    /// <exception cref="KeyNotFoundException">The file does not hold it.</exception>
    public double[] Gradient(HookPoint point) => file.ReadDoubles(point.Name + ActivationFile.GradientSuffix);

    /// <summary>The logits [row, pos, vocabulary], row by row; at the last token alone where the run computed no others.</summary>
    /// <exception cref="KeyNotFoundException">The file does not hold them.</exception>
    public double[] Logits() => file.ReadDoubles(ActivationFile.LogitsName);

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    static TokenBatch? ReadBatch(SafetensorsFile file, FaultList faults)
    {
        string[] names = [ActivationFile.TokensName, ActivationFile.PositionsName, ActivationFile.MaskName];
        foreach (var name in names.Where(name => !file.Contains(name) || file.Entry(name) is not { Type: StorageType.I64, Shape.Count: 2 }))
            faults.Add($"there is no table '{name}' of I64 [row, pos]");
        if (faults.Count > 0) return null;
        var shape = file.Entry(names[0]).Shape;
        if (names.Any(name => !file.Entry(name).Shape.SequenceEqual(shape)))
        {
            faults.Add($"{string.Join(", ", names)} are not of one shape");
            return null;
        }
        var (ids, positions, mask) = (file.ReadIntegers(names[0]), file.ReadIntegers(names[1]), file.ReadIntegers(names[2]));
        T[,] Table<T>(Func<int, T> at)
        {
            var table = new T[shape[0], shape[1]];
            for (var i = 0; i < ids.Length; i++) table[i / table.GetLength(1), i % table.GetLength(1)] = at(i);
            return table;
        }
        try
        {
            if (mask.Any(value => value is not (0 or 1))) throw new ArgumentException("the mask holds something else than 0 and 1");
            return TokenBatch.Explicit(Table(i => ids[i]), Table(i => mask[i] == 1), Table(i => positions[i]));
        }
        catch (ArgumentException e)
        {
            faults.Add(e.Message.TrimEnd('.'));
            return null;
        }
    }
}
