using TorchSharp;

namespace Overhear;

/// <summary>Writes logits and activations of prompts to a .safetensors file, for use elsewhere; <see cref="SavedRun"/> reads it here.</summary>
/// <remarks>
/// <see cref="Write"/> runs prompts and writes as it goes; <see cref="Save"/> keeps a run that was read. The file holds <c>logits</c> [row, pos, vocabulary], every activation that was asked for under TransformerLens' name and with its
/// shape (<see cref="HookKind"/>), and the batch itself: <c>token_ids</c>, <c>position_ids</c> and <c>attention_mask</c> (1 at tokens,
/// 0 at padding), each [row, pos]. What stands at padding is what the model computes there, and means nothing. Its notes say which
/// model, processing, type, device and versions made it.
/// <code>ActivationFile.Write(lm, tokens, "patterns.safetensors", HookSelection.Named("blocks.*.attn.hook_pattern"));</code>
/// </remarks>
public static class ActivationFile
{
    /// <summary>The name of the logits in the file.</summary>
    public const string LogitsName = "logits";

    /// <summary>The name of the token ids in the file.</summary>
    public const string TokensName = "token_ids";

    /// <summary>The name of the position ids in the file.</summary>
    public const string PositionsName = "position_ids";

    /// <summary>The name of the mask in the file.</summary>
    public const string MaskName = "attention_mask";

    /// <summary>What stands behind a place's name where its gradient is meant, as TransformerLens' caches have it.</summary>
    public const string GradientSuffix = "_grad";

    // A fixed ladder and a fixed bound: the same prompts run in the same batches on every machine.
    static readonly int[] ladder = [32, 16, 8, 4, 2, 1];
    const long BatchBytes = 256L << 20;

    /// <summary>Runs the prompts and writes the file: under a temporary name, then renamed. A file that is there is replaced.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="filePath">The file.</param>
    /// <param name="keep">The activations to write beside the logits; none unless given.</param>
    /// <remarks>
    /// One forward pass a row, in batches whose activations take at most 256 MB (a single row may take more): the file can be larger
    /// than the memory. After an error or a cancellation nothing of the new file is left.
    /// </remarks>
    /// <exception cref="ArgumentException">The tokens or the selection do not fit the model; the message lists every problem.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(TransformerModel model, TokenBatch tokens, string filePath, HookSelection? keep = null)
    {
        keep ??= HookSelection.None;
        var problems = tokens.Problems(model.Config);
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(tokens));
        var rows = BatchRows(model, tokens, keep);
        var options = RunOptions.Keeping(keep);
        RunChecks.Require(model, tokens.Slice(0, Math.Min(rows, tokens.Rows)), options);

        var points = model.HookPoints.Where(keep.Contains).ToList();
        var writer = Header(model, tokens, points, rows, keep);
        writer.Save(filePath, regions =>
        {
            for (var first = 0; first < tokens.Rows; first += rows)
            {
                Work.Current.Step($"Writing activations of {model.Name}", first, tokens.Rows);
                var (begin, count) = (first, Math.Min(rows, tokens.Rows - first));
                model.Inspect(tokens.Slice(begin, count), run =>
                {
                    Put(regions, LogitsName, run.Logits, TypeOf(model, HookKind.Logits), begin);
                    foreach (var point in points) Put(regions, point.Name, run[point], TypeOf(model, point.Kind), begin);
                    return true;
                }, options);
            }
            Work.Current.Step($"Writing activations of {model.Name}", tokens.Rows, tokens.Rows);
        });
    }

    /// <summary>Keeps what a run computed: its logits, if it has any, every activation that it kept, and its gradients. To be called where the run is read.</summary>
    /// <param name="run">The run.</param>
    /// <param name="filePath">The file; <c>.safetensors</c> alone is allowed. It is written under a temporary name, then renamed; one that is there is replaced.</param>
    /// <remarks>No forward pass. Numbers keep their type; logits at the last token alone have the shape [row, 1, vocabulary]. Edits are noted by their places.</remarks>
    /// <exception cref="ArgumentException">The file's name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(this Run run, string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        if (!filePath.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) throw new ArgumentException($"{filePath} does not end with .safetensors, the one form in which runs are kept.", nameof(filePath));
        var writer = AddBatch(new SafetensorsWriter(), run.Tokens).AddMetadata(ResultTensors.RecordNote, ResultJson.Line(run.Record));
        if (run.Receipts.Count > 0) writer.AddMetadata("edits", string.Join(", ", run.Receipts.Select(receipt => receipt.Point)));
        if (run.HasLogits) Add(writer, LogitsName, run.Logits);
        foreach (var point in run.Cache.Points) Add(writer, point.Name, run[point]);
        foreach (var (point, gradient) in run.Gradients ?? new Dictionary<HookPoint, torch.Tensor>()) Add(writer, point.Name + GradientSuffix, gradient);
        writer.Save(filePath);
    }

    static void Add(SafetensorsWriter writer, string name, torch.Tensor activation) => writer.Add(name, TypeOf(activation.dtype), activation.shape, stream =>
    {
        Work.Current.ThrowIfCancelled();
        using var scope = torch.NewDisposeScope();
        TensorMemory.Visit(activation.detach().cpu().contiguous(), (chunk, _) => stream.Write(chunk));
    });

    /// <summary>Rows that run together.</summary>
    static int BatchRows(TransformerModel model, TokenBatch tokens, HookSelection keep)
    {
        var row = tokens.Slice(0, 1);
        var bytes = model.CacheBytes(row, keep) + HookShape.Numbers(model.Config, HookKind.Logits, 1, tokens.Length) * HookShape.BytesEach(HookKind.Logits, model.Dtype.ToTorch());
        return ladder.FirstOrDefault(rows => rows * bytes <= BatchBytes, 1);
    }

    static SafetensorsWriter Header(TransformerModel model, TokenBatch tokens, IReadOnlyList<HookPoint> points, int batchRows, HookSelection keep)
    {
        var (rows, length) = (tokens.Rows, tokens.Length);
        var writer = AddBatch(new SafetensorsWriter(), tokens).Reserve(LogitsName, TypeOf(model, HookKind.Logits), HookShape.Shape(model.Config, HookKind.Logits, rows, length));
        foreach (var point in points) writer.Reserve(point.Name, TypeOf(model, point.Kind), HookShape.Shape(model.Config, point.Kind, rows, length));
        return writer
            .AddMetadata(ResultTensors.RecordNote, ResultJson.Line(model.Record()))
            .AddMetadata("hooks", keep.Description)
            .AddMetadata("batch_rows", FormattableString.Invariant($"{batchRows}"));
    }

    static SafetensorsWriter AddBatch(SafetensorsWriter writer, TokenBatch tokens)
    {
        var (rows, length) = (tokens.Rows, tokens.Length);
        long[] Table(Func<int, int, long> at) => [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, length).Select(position => at(row, position)))];
        return writer
            .AddLongs(TokensName, Table((row, at) => tokens.Id(row, at)), rows, length)
            .AddLongs(PositionsName, Table((row, at) => tokens.PositionId(row, at)), rows, length)
            .AddLongs(MaskName, Table((row, at) => tokens.IsToken(row, at) ? 1 : 0), rows, length);
    }

    static StorageType TypeOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float64 => StorageType.F64,
        torch.ScalarType.Float32 => StorageType.F32,
        torch.ScalarType.BFloat16 => StorageType.BF16,
        torch.ScalarType.Float16 => StorageType.F16,
        _ => throw new InvalidOperationException($"An activation is of type {type}; float64, float32, float16 and bfloat16 are written."),
    };

    static StorageType TypeOf(TransformerModel model, HookKind kind) => HookShape.BytesEach(kind, model.Dtype.ToTorch()) switch
    {
        8 => StorageType.F64,
        4 => StorageType.F32,
        _ => model.Dtype == Dtype.BFloat16 ? StorageType.BF16 : StorageType.F16,
    };

    static void Put(SafetensorsRegions regions, string name, torch.Tensor activation, StorageType type, int firstRow)
    {
        using var scope = torch.NewDisposeScope();
        var stored = activation.detach().to(Torch(type), torch.CPU).contiguous();
        var start = firstRow * (stored.numel() / stored.shape[0]) * stored.element_size();
        TensorMemory.Visit(stored, (chunk, offset) => regions.Write(name, start + offset, chunk));
    }

    static torch.ScalarType Torch(StorageType type) => type switch
    {
        StorageType.F64 => torch.ScalarType.Float64,
        StorageType.F32 => torch.ScalarType.Float32,
        StorageType.BF16 => torch.ScalarType.BFloat16,
        _ => torch.ScalarType.Float16,
    };
}
