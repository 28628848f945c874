namespace Overhear;

/// <summary>Finds a model's weights in its folder.</summary>
static class WeightFiles
{
    /// <summary>What to do with weights that exist only as pickle files.</summary>
    public const string PickleAdvice =
        "No pickle files are read: loading one can run any code that it holds. Convert it once in Python, from a source that you trust: "
        + "from transformers import AutoModelForCausalLM; "
        + "AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(FOLDER, safe_serialization=True)";

    static readonly string[] pickleEndings = [".bin", ".pt", ".pth", ".ckpt", ".pkl"];

    /// <summary>The path of <c>model.safetensors</c>, or else of <c>model.safetensors.index.json</c>.</summary>
    /// <exception cref="InvalidFileException">The folder holds neither.</exception>
    public static string Find(string folder)
    {
        folder = Path.GetFullPath(folder);
        foreach (var name in new[] { TensorSource.SingleFileName, TensorSource.IndexFileName })
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }
        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        var pickles = names.Where(name => pickleEndings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)).ToList();
        var others = names.Where(name => name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)).ToList();
        var found = others.Count > 0 ? Listed(others) : pickles.Count > 0 ? Listed(pickles) : names.Count > 0 ? Listed(names) : "nothing";
        var advice = others.Count > 0 ? $"Rename the weights to {TensorSource.SingleFileName}, or open that file by its own path."
            : pickles.Count > 0 ? PickleAdvice
            : "Give the folder that was downloaded, or download the weights too.";
        throw new InvalidFileException(folder, "holds no weights that can be read",
            [$"it holds {found}; {TensorSource.SingleFileName}, or {TensorSource.IndexFileName} and the files that it names, are asked for"], advice);
    }

    static string Listed(List<string> names) => string.Join(", ", names.Take(5).Select(FaultList.Quote)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
}
