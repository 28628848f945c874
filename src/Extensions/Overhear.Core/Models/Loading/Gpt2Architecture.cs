using System.Text.RegularExpressions;

namespace Overhear;

/// <summary>GPT-2 (Radford et al. 2019): learned positions, LayerNorm before, matrices stored [in, out], tied embeddings.</summary>
sealed class Gpt2Architecture : IArchitecture
{
    public string ModelType => "gpt2";

    public string Prefix => "transformer.";

    public TransformerConfig ReadConfig(ConfigReader c)
    {
        var (d, heads) = (c.Int("n_embd"), c.Int("n_head"));
        c.Only("scale_attn_weights", "attention scores are always divided by the root of the head size.", c.Flag("scale_attn_weights", true));
        c.Only("scale_attn_by_inverse_layer_idx", "scores scaled by layer are not supported.", !c.Flag("scale_attn_by_inverse_layer_idx", false));
        c.Only("add_cross_attention", "cross-attention is not supported.", !c.Flag("add_cross_attention", false));
        c.Only("n_head", $"it has to divide n_embd, {d}.", heads <= 0 || d % heads == 0);
        return new TransformerConfig
        {
            Architecture = ModelType, Layers = c.Int("n_layer"), DModel = d, Heads = heads, KeyValueHeads = heads, DHead = heads > 0 ? d / heads : 0,
            DMlp = c.OptionalInt("n_inner") ?? 4 * d, VocabularySize = c.Int("vocab_size"), ContextLength = c.Int(c.Has("n_positions") ? "n_positions" : "n_ctx"),
            Norm = NormKind.LayerNorm, NormEpsilon = c.Number("layer_norm_epsilon", 1e-5), Activation = c.Activation("activation_function", "gelu_new"),
            TiedEmbeddings = c.Flag("tie_word_embeddings", true), QkvBias = true, AttentionOutputBias = true, MlpBias = true,
            BosId = c.OptionalInt("bos_token_id"), EosIds = c.Ids("eos_token_id"),
        };
    }

    public IEnumerable<TensorRule> Tensors(TransformerConfig c)
    {
        long d = c.DModel, m = c.DMlp;
        yield return TensorRule.Whole("wte.weight", w => w.Embed, c.VocabularySize, d);
        yield return TensorRule.Whole("wpe.weight", w => w.Positions!, c.ContextLength, d);
        for (var i = 0; i < c.Layers; i++)
        {
            var (l, at) = (i, $"h.{i}.");
            yield return TensorRule.Whole(at + "ln_1.weight", w => w.Blocks[l].Ln1Weight!, d);
            yield return TensorRule.Whole(at + "ln_1.bias", w => w.Blocks[l].Ln1Bias!, d);
            yield return TensorRule.Conv1D(at + "attn.c_attn.weight", w => w.Blocks[l].Qkv, d, 3 * d);
            yield return TensorRule.Whole(at + "attn.c_attn.bias", w => w.Blocks[l].QkvBias!, 3 * d);
            yield return TensorRule.Conv1D(at + "attn.c_proj.weight", w => w.Blocks[l].O, d, d);
            yield return TensorRule.Whole(at + "attn.c_proj.bias", w => w.Blocks[l].OBias!, d);
            yield return TensorRule.Whole(at + "ln_2.weight", w => w.Blocks[l].Ln2Weight!, d);
            yield return TensorRule.Whole(at + "ln_2.bias", w => w.Blocks[l].Ln2Bias!, d);
            yield return TensorRule.Conv1D(at + "mlp.c_fc.weight", w => w.Blocks[l].In, d, m);
            yield return TensorRule.Whole(at + "mlp.c_fc.bias", w => w.Blocks[l].InBias!, m);
            yield return TensorRule.Conv1D(at + "mlp.c_proj.weight", w => w.Blocks[l].Out, m, d);
            yield return TensorRule.Whole(at + "mlp.c_proj.bias", w => w.Blocks[l].OutBias!, d);
        }
        yield return TensorRule.Whole("ln_f.weight", w => w.FinalWeight!, d);
        yield return TensorRule.Whole("ln_f.bias", w => w.FinalBias!, d);
    }

    public bool IsBuffer(string name) => Regex.IsMatch(name, @"^h\.\d+\.attn\.(bias|masked_bias)$", RegexOptions.NonBacktracking);
}
