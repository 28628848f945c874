using System.Text.Json;

namespace Overhear.Interactive.Tests;

/// <summary>A model of two layers with seeded random weights and one token a byte, written as a folder that loads like any other.</summary>
static class TinyModel
{
    const int Layers = 2, Heads = 2, Width = 8, Context = 64, Vocabulary = 256;

    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            model_type = "gpt2", architectures = new[] { "GPT2LMHeadModel" }, n_embd = Width, n_head = Heads, n_layer = Layers, n_positions = Context, vocab_size = Vocabulary,
        }));
        File.WriteAllText(Path.Combine(folder, "vocab.json"), JsonSerializer.Serialize(Bytes().Select((letter, id) => (letter, id)).ToDictionary(pair => pair.letter, pair => pair.id)));
        File.WriteAllText(Path.Combine(folder, "merges.txt"), "#version: 0.2\n");
        Weights().Save(Path.Combine(folder, "model.safetensors"));
        return folder;
    }

    static SafetensorsWriter Weights()
    {
        var random = new SeededRandom(0);
        var writer = new SafetensorsWriter();
        void Add(string name, params long[] shape) => writer.AddFloats(name, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)random.NextGaussian())], shape);
        Add("wte.weight", Vocabulary, Width);
        Add("wpe.weight", Context, Width);
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var norm in new[] { "ln_1", "ln_2" })
            {
                Add($"h.{layer}.{norm}.weight", Width);
                Add($"h.{layer}.{norm}.bias", Width);
            }
            foreach (var (part, rows, columns) in new[] { ("attn.c_attn", Width, 3 * Width), ("attn.c_proj", Width, Width), ("mlp.c_fc", Width, 4 * Width), ("mlp.c_proj", 4 * Width, Width) })
            {
                Add($"h.{layer}.{part}.weight", rows, columns);
                Add($"h.{layer}.{part}.bias", columns);
            }
        }
        Add("ln_f.weight", Width);
        Add("ln_f.bias", Width);
        return writer;
    }

    /// <summary>The 256 letters by which byte-level vocabularies write bytes: printable ones as they are, the others from U+0100 on.</summary>
    static IEnumerable<string> Bytes()
    {
        var moved = 0;
        for (var value = 0; value < 256; value++)
            yield return (value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : (char)(256 + moved++)).ToString();
    }
}
