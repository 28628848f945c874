namespace Overhear;

/// <summary>The families that can be loaded.</summary>
static class Architectures
{
    public static IReadOnlyList<IArchitecture> All { get; } =
        [new Gpt2Architecture(), new GptNeoXArchitecture(), new OptArchitecture(), new LlamaArchitecture("llama"), new LlamaArchitecture("qwen2")];

    /// <summary>The unembedding's name in every family. GPT-NeoX's early checkpoints say embed_out.</summary>
    public static IReadOnlyList<string> UnembedNames { get; } = ["lm_head.weight", "embed_out.weight"];

    /// <exception cref="ModelLoadException">There is no such family here.</exception>
    public static IArchitecture Find(string modelType, string where) => All.FirstOrDefault(a => a.ModelType == modelType)
        ?? throw new ModelLoadException($"{where} is of the family \"{modelType}\"; the families that can be loaded are {string.Join(", ", All.Select(a => a.ModelType))}.");
}
