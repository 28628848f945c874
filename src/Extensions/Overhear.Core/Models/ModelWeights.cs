using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>All weights of a model. Owns its tensors: no scope frees them, disposing or collecting the owner does.</summary>
sealed class ModelWeights : IDisposable
{
    long pressure;

    /// <summary>[vocabulary, d_model]</summary>
    public required Tensor Embed { get; init; }
    /// <summary>[offset + context, d_model]; null with rotary positions.</summary>
    public Tensor? Positions { get; init; }
    public required IReadOnlyList<BlockWeights> Blocks { get; init; }
    /// <summary>[d_model]; null once folded.</summary>
    public Tensor? FinalWeight { get; init; }
    /// <summary>[d_model]</summary>
    public Tensor? FinalBias { get; init; }
    /// <summary>[vocabulary, d_model]; another handle of the embedding's memory where they are tied.</summary>
    public required Tensor Unembed { get; init; }
    /// <summary>[vocabulary]</summary>
    public Tensor? UnembedBias { get; init; }

    /// <summary>Every tensor with its name, in a fixed order.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> All()
    {
        yield return ("embed.W_E", Embed);
        if (Positions is not null) yield return ("pos_embed.W_pos", Positions);
        for (var layer = 0; layer < Blocks.Count; layer++)
            foreach (var (name, tensor) in Blocks[layer].All())
                yield return ($"blocks.{layer}.{name}", tensor);
        if (FinalWeight is not null) yield return ("ln_final.w", FinalWeight);
        if (FinalBias is not null) yield return ("ln_final.b", FinalBias);
        yield return ("unembed.W_U", Unembed);
        if (UnembedBias is not null) yield return ("unembed.b_U", UnembedBias);
    }

    /// <summary>Bytes in memory, a tied embedding counted once.</summary>
    public long Bytes => All().Where(t => t.Name != "unembed.W_U" || !IsTied).Sum(t => t.Tensor.numel() * t.Tensor.element_size());

    /// <summary>Numbers in all, a tied embedding counted once.</summary>
    public long Count => All().Where(t => t.Name != "unembed.W_U" || !IsTied).Sum(t => t.Tensor.numel());

    /// <summary>Whether the unembedding is the embedding's own memory.</summary>
    public bool IsTied { get; init; }

    /// <summary>Room for the weights of a shape, not set to anything.</summary>
    public static ModelWeights Allocate(TransformerConfig c, ScalarType dtype, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor New(params long[] shape) => empty(shape, dtype, device);
        Tensor? If(bool there, params long[] shape) => there ? New(shape) : null;
        var layerNorm = c.Norm == NormKind.LayerNorm;
        long d = c.DModel, q = (long)c.Heads * c.DHead, qkv = q + 2L * c.KeyValueHeads * c.DHead, m = c.GatedMlp ? 2L * c.DMlp : c.DMlp;
        var embed = New(c.VocabularySize, d);
        var weights = new ModelWeights
        {
            Embed = embed,
            Positions = If(c.LearnedPositions, c.PositionOffset + c.ContextLength, d),
            Blocks =
            [
                .. Enumerable.Range(0, c.Layers).Select(_ => new BlockWeights
                {
                    Ln1Weight = New(d), Ln1Bias = If(layerNorm, d),
                    Qkv = New(qkv, d), QkvBias = If(c.QkvBias, qkv),
                    O = New(d, q), OBias = If(c.AttentionOutputBias, d),
                    Ln2Weight = New(d), Ln2Bias = If(layerNorm, d),
                    In = New(m, d), InBias = If(c.MlpBias, m),
                    Out = New(d, c.DMlp), OutBias = If(c.MlpBias, d),
                }),
            ],
            FinalWeight = New(d),
            FinalBias = If(layerNorm, d),
            Unembed = c.TiedEmbeddings ? embed.alias() : New(c.VocabularySize, d),
            IsTied = c.TiedEmbeddings,
        };
        return weights.Own();
    }

    /// <summary>Takes the tensors out of every scope and tells the collector how much memory hangs on this object.</summary>
    public ModelWeights Own()
    {
        foreach (var (_, tensor) in All()) tensor.DetachFromDisposeScope();
        pressure = Bytes;
        GC.AddMemoryPressure(pressure);
        return this;
    }

    /// <summary>New weights, each tensor replaced by what the function gives for it. What it gives unchanged is shared, not copied.</summary>
    public ModelWeights Map(Func<string, Tensor?, Tensor?> change)
    {
        using var scope = NewDisposeScope();
        using var no = no_grad();
        var tied = IsTied;
        Tensor? Changed(string name, Tensor? old)
        {
            var next = change(name, old);
            if (next is null || !ReferenceEquals(next, old))
            {
                if (name is "embed.W_E" or "unembed.W_U") tied = false;
                return next;
            }
            return old.alias();
        }
        var embed = Changed("embed.W_E", Embed)!;
        var unembed = Changed("unembed.W_U", Unembed)!;
        return new ModelWeights
        {
            Embed = embed,
            Positions = Changed("pos_embed.W_pos", Positions),
            Blocks = [.. Blocks.Select((block, layer) => block.Map((name, old) => Changed($"blocks.{layer}.{name}", old)))],
            FinalWeight = Changed("ln_final.w", FinalWeight),
            FinalBias = Changed("ln_final.b", FinalBias),
            Unembed = unembed,
            IsTied = tied,
            UnembedBias = Changed("unembed.b_U", UnembedBias),
        }.Own();
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 over names, shapes and bytes.</summary>
    public string Hash()
    {
        using var scope = NewDisposeScope();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in All())
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.dtype} [{string.Join(",", tensor.shape)}]\n"));
            var flat = tensor.detach().cpu().contiguous();
            TensorMemory.Visit(flat, (chunk, _) => sha.AppendData(chunk));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset())[..16];
    }

    ~ModelWeights() => Release();

    public void Dispose()
    {
        foreach (var (_, tensor) in All()) tensor.Dispose();
        Release();
        GC.SuppressFinalize(this);
    }

    void Release()
    {
        if (pressure > 0) GC.RemoveMemoryPressure(pressure);
        pressure = 0;
    }
}
