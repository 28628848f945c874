using System.Text.RegularExpressions;

namespace Overhear;

/// <summary>GPT-NeoX (Black et al. 2022, arXiv:2204.06745) and Pythia: partial rotary positions, attention and MLP in parallel or not.</summary>
sealed class GptNeoXArchitecture : IArchitecture
{
    public string ModelType => "gpt_neox";

    public string Prefix => "gpt_neox.";

    public TransformerConfig ReadConfig(ConfigReader c)
    {
        var (d, heads) = (c.Int("hidden_size"), c.Int("num_attention_heads"));
        var bias = c.Flag("attention_bias", true);
        c.Only("num_attention_heads", $"it has to divide hidden_size, {d}.", heads <= 0 || d % heads == 0);
        var size = heads > 0 ? d / heads : 0;
        return new TransformerConfig
        {
            Architecture = ModelType, Layers = c.Int("num_hidden_layers"), DModel = d, Heads = heads, KeyValueHeads = heads, DHead = size,
            DMlp = c.Int("intermediate_size"), VocabularySize = c.Int("vocab_size"), ContextLength = c.Int("max_position_embeddings"),
            Norm = NormKind.LayerNorm, NormEpsilon = c.Number("layer_norm_eps", 1e-5), Activation = c.Activation("hidden_act", "gelu"),
            ParallelBlocks = c.Flag("use_parallel_residual", true), Rotary = RotaryReader.Read(c, size, "rotary_emb_base", "rotary_pct"),
            TiedEmbeddings = c.Flag("tie_word_embeddings", false), QkvBias = bias, AttentionOutputBias = bias, MlpBias = true,
            BosId = c.OptionalInt("bos_token_id"), EosIds = c.Ids("eos_token_id"),
        };
    }

    public IEnumerable<TensorRule> Tensors(TransformerConfig c)
    {
        long d = c.DModel, m = c.DMlp;
        yield return TensorRule.Whole("embed_in.weight", w => w.Embed, c.VocabularySize, d);
        for (var i = 0; i < c.Layers; i++)
        {
            var (l, at) = (i, $"layers.{i}.");
            yield return TensorRule.Whole(at + "input_layernorm.weight", w => w.Blocks[l].Ln1Weight!, d);
            yield return TensorRule.Whole(at + "input_layernorm.bias", w => w.Blocks[l].Ln1Bias!, d);
            yield return new TensorRule(at + "attention.query_key_value.weight", [3 * d, d], ByHead(c, w => w.Blocks[l].Qkv));
            if (c.QkvBias) yield return new TensorRule(at + "attention.query_key_value.bias", [3 * d], ByHead(c, w => w.Blocks[l].QkvBias!));
            yield return TensorRule.Whole(at + "attention.dense.weight", w => w.Blocks[l].O, d, d);
            if (c.AttentionOutputBias) yield return TensorRule.Whole(at + "attention.dense.bias", w => w.Blocks[l].OBias!, d);
            yield return TensorRule.Whole(at + "post_attention_layernorm.weight", w => w.Blocks[l].Ln2Weight!, d);
            yield return TensorRule.Whole(at + "post_attention_layernorm.bias", w => w.Blocks[l].Ln2Bias!, d);
            yield return TensorRule.Whole(at + "mlp.dense_h_to_4h.weight", w => w.Blocks[l].In, m, d);
            yield return TensorRule.Whole(at + "mlp.dense_h_to_4h.bias", w => w.Blocks[l].InBias!, m);
            yield return TensorRule.Whole(at + "mlp.dense_4h_to_h.weight", w => w.Blocks[l].Out, d, m);
            yield return TensorRule.Whole(at + "mlp.dense_4h_to_h.bias", w => w.Blocks[l].OutBias!, d);
        }
        yield return TensorRule.Whole("final_layer_norm.weight", w => w.FinalWeight!, d);
        yield return TensorRule.Whole("final_layer_norm.bias", w => w.FinalBias!, d);
    }

    public bool IsBuffer(string name) =>
        Regex.IsMatch(name, @"^(layers\.\d+\.attention\.(bias|masked_bias|rotary_emb\.inv_freq)|rotary_emb\.inv_freq)$", RegexOptions.NonBacktracking);

    /// <summary>Stored head by head, each query, key, value; kept as all queries, all keys, all values.</summary>
    static List<TensorPart> ByHead(TransformerConfig c, Func<ModelWeights, TorchSharp.torch.Tensor> target)
    {
        var parts = new List<TensorPart>();
        for (var head = 0; head < c.Heads; head++)
            for (var kind = 0; kind < 3; kind++)
            {
                var row = ((long)kind * c.Heads + head) * c.DHead;
                parts.Add(new TensorPart(c.DHead, w => target(w).narrow(0, row, c.DHead)));
            }
        return parts;
    }
}
