using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Writes a GPT-2-shaped model as Hugging Face lays it out: config.json and model.safetensors, float16.</summary>
static class Gpt2Folder
{
    public static void Write(string folder, TransformerModel model)
    {
        WriteWeights(Path.Combine(folder, TensorSource.SingleFileName), model);
        WriteConfig(Path.Combine(folder, "config.json"), model.Config);
    }

    static void WriteWeights(string filePath, TransformerModel model)
    {
        var architecture = new Gpt2Architecture();
        var writer = new SafetensorsWriter().AddMetadata("format", "pt"); // asked for by Hugging Face's loader
        foreach (var rule in architecture.Tensors(model.Config))
            writer.Add(architecture.Prefix + rule.Name, StorageType.F16, rule.Shape, stream =>
            {
                using var scope = NewDisposeScope();
                var tensor = rule.Parts.Single().Target(model.Weights).detach();
                var stored = (rule.Transposed ? tensor.t() : tensor).to(ScalarType.Float16).contiguous();
                TensorMemory.Visit(stored, (chunk, _) => stream.Write(chunk));
            });
        writer.Save(filePath);
    }

    static void WriteConfig(string filePath, TransformerConfig c)
    {
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray("GPT2LMHeadModel"),
            ["model_type"] = "gpt2",
            ["vocab_size"] = c.VocabularySize,
            ["n_positions"] = c.ContextLength,
            ["n_embd"] = c.DModel,
            ["n_layer"] = c.Layers,
            ["n_head"] = c.Heads,
            ["n_inner"] = c.DMlp,
            ["activation_function"] = "gelu_new",
            ["layer_norm_epsilon"] = c.NormEpsilon,
            ["tie_word_embeddings"] = c.TiedEmbeddings,
            ["attn_pdrop"] = 0.0,
            ["embd_pdrop"] = 0.0,
            ["resid_pdrop"] = 0.0,
            ["bos_token_id"] = c.BosId,
            ["eos_token_id"] = c.EosIds.Count > 0 ? c.EosIds[0] : null,
            ["torch_dtype"] = "float16",
        };
        AtomicFile.WriteText(filePath, json.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n");
    }
}
