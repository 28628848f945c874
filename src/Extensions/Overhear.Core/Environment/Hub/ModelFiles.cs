namespace Overhear;

/// <summary>Which files of a repository make a model: those that are read when it is loaded, and no others.</summary>
static class ModelFiles
{
    /// <summary>The tokenizer's own file; where it is, those of <see cref="OlderTokenizers"/> are not read.</summary>
    public const string Tokenizer = "tokenizer.json";

    /// <summary>Files of tokenizers without <see cref="Tokenizer"/>: two that belong together, or one.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> OlderTokenizers = [["vocab.json", "merges.txt"], ["tokenizer.model"]];

    /// <summary>What is said beside a tokenizer.</summary>
    public static readonly IReadOnlyList<string> TokenizerSettings = ["tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"];

    /// <summary>The files to fetch, without the weights that an index names; config.json last, as its presence says that the model is whole.</summary>
    /// <exception cref="ModelFetchException">The repository holds no model that can be read; everything that is missing is listed.</exception>
    public static IReadOnlyList<string> Choose(string repository, string revision, IReadOnlyCollection<string> names)
    {
        var problems = new List<string>();
        var advice = "";
        string? weights = new[] { TensorSource.SingleFileName, TensorSource.IndexFileName }.FirstOrDefault(names.Contains);
        if (!names.Contains(ModelFolder.ConfigName)) problems.Add($"it has no {ModelFolder.ConfigName}");
        if (weights is null)
        {
            problems.Add($"it has neither {TensorSource.SingleFileName} nor {TensorSource.IndexFileName}");
            if (names.Any(name => name.EndsWith(".bin", StringComparison.Ordinal) || name.EndsWith(".pt", StringComparison.Ordinal) || name.EndsWith(".pth", StringComparison.Ordinal)))
                advice = $"Often a pull request of the repository holds the same weights as safetensors: look there, and fetch {repository}@refs/pr/N. {WeightFiles.PickleAdvice}";
        }
        if (problems.Count > 0)
            throw ModelFetchException.From($"{repository} at {revision} holds no model that can be loaded", problems, advice.Length > 0 ? advice : "Give a repository of a language model in Hugging Face's layout.");
        var tokenizer = names.Contains(Tokenizer) ? [Tokenizer] : OlderTokenizers.FirstOrDefault(files => files.All(names.Contains)) ?? [];
        return [.. TokenizerSettings.Where(names.Contains), .. tokenizer, weights!, ModelFolder.ConfigName];
    }
}
