using System.Text.RegularExpressions;

namespace Overhear;

/// <summary>
/// LLaMA (Touvron et al. 2023, arXiv:2302.13971) and its kin: RMS norm, rotary positions, SwiGLU, grouped-query attention
/// (Ainslie et al. 2023, arXiv:2305.13245). Qwen2 differs in its biases on queries, keys and values.
/// </summary>
/// <param name="modelType">llama or qwen2.</param>
sealed class LlamaArchitecture(string modelType) : IArchitecture
{
    public string ModelType => modelType;

    public string Prefix => "model.";

    public TransformerConfig ReadConfig(ConfigReader c)
    {
        var (d, heads) = (c.Int("hidden_size"), c.Int("num_attention_heads"));
        var isQwen = modelType == "qwen2";
        var attentionBias = !isQwen && c.Flag("attention_bias", false);
        c.Only("use_sliding_window", "attention within a sliding window is not supported.", !c.Flag("use_sliding_window", false));
        if (!c.Has("head_dim")) c.Only("num_attention_heads", $"it has to divide hidden_size, {d}, where head_dim is not given.", heads <= 0 || d % heads == 0);
        var size = c.OptionalInt("head_dim") ?? (heads > 0 ? d / heads : 0);
        return new TransformerConfig
        {
            Architecture = ModelType, Layers = c.Int("num_hidden_layers"), DModel = d, Heads = heads, KeyValueHeads = c.Int("num_key_value_heads", heads), DHead = size,
            DMlp = c.Int("intermediate_size"), VocabularySize = c.Int("vocab_size"), ContextLength = c.Int("max_position_embeddings"),
            Norm = NormKind.Rms, NormEpsilon = c.Number("rms_norm_eps", 1e-6), Activation = c.Activation("hidden_act", "silu"), GatedMlp = true,
            Rotary = RotaryReader.Read(c, size, "rope_theta"),
            TiedEmbeddings = c.Flag("tie_word_embeddings", false), QkvBias = isQwen || attentionBias, AttentionOutputBias = attentionBias, MlpBias = c.Flag("mlp_bias", false),
            BosId = c.OptionalInt("bos_token_id"), EosIds = c.Ids("eos_token_id"),
        };
    }

    public IEnumerable<TensorRule> Tensors(TransformerConfig c)
    {
        long d = c.DModel, m = c.DMlp, q = (long)c.Heads * c.DHead, kv = (long)c.KeyValueHeads * c.DHead;
        yield return TensorRule.Whole("embed_tokens.weight", w => w.Embed, c.VocabularySize, d);
        for (var i = 0; i < c.Layers; i++)
        {
            var (l, at) = (i, $"layers.{i}.");
            yield return TensorRule.Whole(at + "input_layernorm.weight", w => w.Blocks[l].Ln1Weight!, d);
            (string Name, long Row, long Rows)[] projections = [("q_proj", 0, q), ("k_proj", q, kv), ("v_proj", q + kv, kv)];
            foreach (var (name, row, rows) in projections)
            {
                yield return TensorRule.Whole($"{at}self_attn.{name}.weight", w => w.Blocks[l].Qkv.narrow(0, row, rows), rows, d);
                if (c.QkvBias) yield return TensorRule.Whole($"{at}self_attn.{name}.bias", w => w.Blocks[l].QkvBias!.narrow(0, row, rows), rows);
            }
            yield return TensorRule.Whole(at + "self_attn.o_proj.weight", w => w.Blocks[l].O, d, q);
            if (c.AttentionOutputBias) yield return TensorRule.Whole(at + "self_attn.o_proj.bias", w => w.Blocks[l].OBias!, d);
            yield return TensorRule.Whole(at + "post_attention_layernorm.weight", w => w.Blocks[l].Ln2Weight!, d);
            (string Name, long Row)[] inner = [("gate_proj", 0), ("up_proj", m)];
            foreach (var (name, row) in inner)
            {
                yield return TensorRule.Whole($"{at}mlp.{name}.weight", w => w.Blocks[l].In.narrow(0, row, m), m, d);
                if (c.MlpBias) yield return TensorRule.Whole($"{at}mlp.{name}.bias", w => w.Blocks[l].InBias!.narrow(0, row, m), m);
            }
            yield return TensorRule.Whole(at + "mlp.down_proj.weight", w => w.Blocks[l].Out, d, m);
            if (c.MlpBias) yield return TensorRule.Whole(at + "mlp.down_proj.bias", w => w.Blocks[l].OutBias!, d);
        }
        yield return TensorRule.Whole("norm.weight", w => w.FinalWeight!, d);
    }

    public bool IsBuffer(string name) => Regex.IsMatch(name, @"^(layers\.\d+\.self_attn\.)?rotary_emb\.inv_freq$", RegexOptions.NonBacktracking);
}
