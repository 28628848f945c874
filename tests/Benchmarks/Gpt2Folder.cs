using System.Text.Json;
using TorchSharp;

namespace Overhear.Benchmarks;

/// <summary>Writes a GPT-2 as its checkpoints are published: config.json and model.safetensors, matrices of layers stored [in, out].</summary>
static class Gpt2Folder
{
    public static void Write(TransformerModel model, string folder)
    {
        var c = model.Config;
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            model_type = "gpt2", n_layer = c.Layers, n_head = c.Heads, n_embd = c.DModel, n_inner = c.DMlp, n_positions = c.ContextLength, vocab_size = c.VocabularySize,
            activation_function = "gelu_new", layer_norm_epsilon = c.NormEpsilon, tie_word_embeddings = c.TiedEmbeddings,
        }));
        var architecture = Architectures.Find("gpt2", folder);
        var writer = new SafetensorsWriter();
        foreach (var rule in architecture.Tensors(c))
            writer.Add(architecture.Prefix + rule.Name, StorageType.F32, rule.Shape, stream =>
            {
                foreach (var part in rule.Parts)
                {
                    using var scope = torch.NewDisposeScope();
                    var tensor = part.Target(model.Weights);
                    TensorMemory.Visit(rule.Transposed ? tensor.t().contiguous() : tensor, (chunk, _) => stream.Write(chunk));
                }
            });
        writer.Save(Path.Combine(folder, "model.safetensors"));
    }
}
