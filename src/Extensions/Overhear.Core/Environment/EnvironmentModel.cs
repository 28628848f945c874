namespace Overhear;

/// <summary>What environment.json says of one model.</summary>
public sealed class EnvironmentModel
{
    internal EnvironmentModel(string name) => Name = name;

    /// <summary>The name by which notebooks load it.</summary>
    public string Name { get; }

    /// <summary>The folder that holds it, as a full path; null where it comes from a repository.</summary>
    public string? Folder { get; internal init; }

    /// <summary>The Hugging Face repository that it comes from, for instance <c>EleutherAI/pythia-160m</c>; null where it lies in a folder.</summary>
    public string? Repository { get; internal init; }

    /// <summary>The commit, branch or tag of the repository; null for its main branch, or where it lies in a folder.</summary>
    public string? Revision { get; internal init; }

    /// <summary>The SHA-256 that each file must have, by its path within the model's folder; empty where nothing is checked.</summary>
    public IReadOnlyDictionary<string, string> Files { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The type in which to run it (float32, float64, bfloat16, float16); null for the file's own.</summary>
    public string? DType { get; internal init; }

    /// <summary>Its licence, for instance <c>Apache-2.0</c>; null where nothing is said.</summary>
    public string? License { get; internal init; }

    /// <summary>Remarks; null where there are none.</summary>
    public string? Notes { get; internal init; }
}
