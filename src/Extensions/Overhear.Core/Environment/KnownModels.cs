namespace Overhear;

/// <summary>Short names of well-known models, and the Hugging Face repositories that hold them.</summary>
static class KnownModels
{
    // GPT-2 moved into an organisation; caches filled before that have the old name.
    static readonly Dictionary<string, string[]> repositories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gpt2"] = ["openai-community/gpt2", "gpt2"],
        ["gpt2-medium"] = ["openai-community/gpt2-medium", "gpt2-medium"],
        ["gpt2-large"] = ["openai-community/gpt2-large", "gpt2-large"],
        ["gpt2-xl"] = ["openai-community/gpt2-xl", "gpt2-xl"],
        ["distilgpt2"] = ["distilbert/distilgpt2", "distilgpt2"],
        ["pythia-14m"] = ["EleutherAI/pythia-14m"],
        ["pythia-31m"] = ["EleutherAI/pythia-31m"],
        ["pythia-70m"] = ["EleutherAI/pythia-70m"],
        ["pythia-160m"] = ["EleutherAI/pythia-160m"],
        ["pythia-410m"] = ["EleutherAI/pythia-410m"],
        ["pythia-1b"] = ["EleutherAI/pythia-1b"],
        ["pythia-1.4b"] = ["EleutherAI/pythia-1.4b"],
        ["pythia-2.8b"] = ["EleutherAI/pythia-2.8b"],
        ["pythia-6.9b"] = ["EleutherAI/pythia-6.9b"],
        ["pythia-12b"] = ["EleutherAI/pythia-12b"],
        ["opt-125m"] = ["facebook/opt-125m"],
        ["opt-1.3b"] = ["facebook/opt-1.3b"],
        ["opt-2.7b"] = ["facebook/opt-2.7b"],
        ["opt-6.7b"] = ["facebook/opt-6.7b"],
        ["tinyllama"] = ["TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T"],
        ["tinyllama-chat"] = ["TinyLlama/TinyLlama-1.1B-Chat-v1.0"],
        ["llama-2-7b"] = ["meta-llama/Llama-2-7b-hf"],
        ["llama-3.2-1b"] = ["meta-llama/Llama-3.2-1B"],
        ["qwen2-0.5b"] = ["Qwen/Qwen2-0.5B"],
        ["smollm2-135m"] = ["HuggingFaceTB/SmolLM2-135M"],
        ["smollm2-135m-instruct"] = ["HuggingFaceTB/SmolLM2-135M-Instruct"],
        ["smollm2-360m"] = ["HuggingFaceTB/SmolLM2-360M"],
        ["smollm2-360m-instruct"] = ["HuggingFaceTB/SmolLM2-360M-Instruct"],
        ["smollm2-1.7b"] = ["HuggingFaceTB/SmolLM2-1.7B"],
        ["smollm2-1.7b-instruct"] = ["HuggingFaceTB/SmolLM2-1.7B-Instruct"],
    };

    /// <summary>The short names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. repositories.Keys];

    /// <summary>The repositories that a name can mean, the likeliest first: a known one's, else the name itself where it can be one.</summary>
    public static IReadOnlyList<string> Repositories(string name) =>
        repositories.TryGetValue(name, out var known) ? known : HuggingFaceCache.IsRepository(name) ? [name] : [];
}
