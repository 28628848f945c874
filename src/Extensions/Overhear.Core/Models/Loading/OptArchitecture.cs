namespace Overhear;

/// <summary>OPT (Zhang et al. 2022, arXiv:2205.01068): learned positions that begin at row 2 of their table, ReLU, tied embeddings.</summary>
sealed class OptArchitecture : IArchitecture
{
    public string ModelType => "opt";

    public string Prefix => "model.decoder.";

    public TransformerConfig ReadConfig(ConfigReader c)
    {
        var (d, heads) = (c.Int("hidden_size"), c.Int("num_attention_heads"));
        var bias = c.Flag("enable_bias", true);
        c.Only("do_layer_norm_before", "a norm after each block, as in the 350m variant, is not supported; 125m and 1.3b to 66b are.", c.Flag("do_layer_norm_before", true));
        c.Only("word_embed_proj_dim", $"an embedding narrower than hidden_size ({d}) with projections, as in the 350m variant, is not supported.", c.Int("word_embed_proj_dim", d) == d);
        c.Only("_remove_final_layer_norm", "a model without final norm is not supported.", !c.Flag("_remove_final_layer_norm", false));
        c.Only("layer_norm_elementwise_affine", "norms without weights are not supported.", c.Flag("layer_norm_elementwise_affine", true));
        c.Only("num_attention_heads", $"it has to divide hidden_size, {d}.", heads <= 0 || d % heads == 0);
        return new TransformerConfig
        {
            Architecture = ModelType, Layers = c.Int("num_hidden_layers"), DModel = d, Heads = heads, KeyValueHeads = heads, DHead = heads > 0 ? d / heads : 0,
            DMlp = c.Int("ffn_dim"), VocabularySize = c.Int("vocab_size"), ContextLength = c.Int("max_position_embeddings"), PositionOffset = 2,
            Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = c.Activation("activation_function", "relu"),
            TiedEmbeddings = c.Flag("tie_word_embeddings", true), QkvBias = bias, AttentionOutputBias = bias, MlpBias = bias,
            BosId = c.OptionalInt("bos_token_id"), EosIds = c.Ids("eos_token_id"),
        };
    }

    public IEnumerable<TensorRule> Tensors(TransformerConfig c)
    {
        long d = c.DModel, m = c.DMlp;
        yield return TensorRule.Whole("embed_tokens.weight", w => w.Embed, c.VocabularySize, d);
        yield return TensorRule.Whole("embed_positions.weight", w => w.Positions!, c.PositionOffset + c.ContextLength, d);
        for (var i = 0; i < c.Layers; i++)
        {
            var (l, at) = (i, $"layers.{i}.");
            yield return TensorRule.Whole(at + "self_attn_layer_norm.weight", w => w.Blocks[l].Ln1Weight!, d);
            yield return TensorRule.Whole(at + "self_attn_layer_norm.bias", w => w.Blocks[l].Ln1Bias!, d);
            string[] projections = ["q_proj", "k_proj", "v_proj"];
            for (var k = 0; k < 3; k++)
            {
                var row = k * d;
                yield return TensorRule.Whole($"{at}self_attn.{projections[k]}.weight", w => w.Blocks[l].Qkv.narrow(0, row, d), d, d);
                if (c.QkvBias) yield return TensorRule.Whole($"{at}self_attn.{projections[k]}.bias", w => w.Blocks[l].QkvBias!.narrow(0, row, d), d);
            }
            yield return TensorRule.Whole(at + "self_attn.out_proj.weight", w => w.Blocks[l].O, d, d);
            if (c.AttentionOutputBias) yield return TensorRule.Whole(at + "self_attn.out_proj.bias", w => w.Blocks[l].OBias!, d);
            yield return TensorRule.Whole(at + "final_layer_norm.weight", w => w.Blocks[l].Ln2Weight!, d);
            yield return TensorRule.Whole(at + "final_layer_norm.bias", w => w.Blocks[l].Ln2Bias!, d);
            yield return TensorRule.Whole(at + "fc1.weight", w => w.Blocks[l].In, m, d);
            if (c.MlpBias) yield return TensorRule.Whole(at + "fc1.bias", w => w.Blocks[l].InBias!, m);
            yield return TensorRule.Whole(at + "fc2.weight", w => w.Blocks[l].Out, d, m);
            if (c.MlpBias) yield return TensorRule.Whole(at + "fc2.bias", w => w.Blocks[l].OutBias!, d);
        }
        yield return TensorRule.Whole("final_layer_norm.weight", w => w.FinalWeight!, d);
        yield return TensorRule.Whole("final_layer_norm.bias", w => w.FinalBias!, d);
    }

    public bool IsBuffer(string name) => false;
}
