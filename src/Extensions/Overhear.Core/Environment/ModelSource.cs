namespace Overhear;

/// <summary>A model that was found but not loaded yet: its folder, what it is called, and what its files must be.</summary>
public sealed class ModelSource
{
    internal ModelSource(string name, string folder, ModelOrigin origin)
    {
        Name = name;
        Folder = folder;
        Origin = origin;
    }

    /// <summary>The name by which it was asked for; of a folder the folder's own name.</summary>
    public string Name { get; }

    /// <summary>The folder that holds it, as a full path.</summary>
    public string Folder { get; }

    /// <summary>Where it was found.</summary>
    public ModelOrigin Origin { get; }

    /// <summary>The Hugging Face repository that it comes from; null where that is not known.</summary>
    public string? Repository { get; internal init; }

    /// <summary>The commit of that repository; null where that is not known.</summary>
    public string? Revision { get; internal init; }

    /// <summary>The SHA-256 that each file must have, by its path within the folder; empty where nothing is known.</summary>
    public IReadOnlyDictionary<string, string> ExpectedHashes { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Its licence, as environment.json gives it; null where nothing is said.</summary>
    public string? License { get; internal init; }

    /// <summary>Remarks of environment.json; null where there are none.</summary>
    public string? Notes { get; internal init; }

    /// <summary>The type to run it in, as environment.json asks for it (of the model, else of all); null where there is no environment.json.</summary>
    public string? DType { get; internal init; }

    /// <summary>The environment.json of the working folder; null where there is none. It gives backend, device and seed.</summary>
    public EnvironmentFile? Environment { get; internal init; }

    /// <summary>Reads every file of <see cref="ExpectedHashes"/> and compares its SHA-256. Does nothing where none is expected.</summary>
    /// <param name="cancellation">Looked at after every megabyte.</param>
    /// <exception cref="InvalidFileException">A file is missing or another one; each is listed with what was expected and what was found.</exception>
    public void Verify(CancellationToken cancellation = default)
    {
        var faults = new FaultList();
        foreach (var (file, expected) in ExpectedHashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine([Folder, .. file.Split('/')]);
            if (!File.Exists(path)) faults.Add($"{file} is missing; its SHA-256 shall be {expected}");
            else if (FileHash.Sha256(path, cancellation) is var found && found != expected) faults.Add($"{file} has the SHA-256 {found}; expected is {expected}");
        }
        faults.ThrowIfAny(Folder, "is not the model that environment.json means",
            $"Put the files of that revision there, or, if the new ones are meant, change the hashes of '{Name}' in {Environment?.FilePath ?? EnvironmentFile.FileName}.");
    }

    /// <summary>The name and the folder.</summary>
    public override string ToString() => Revision is null ? $"{Name} in {Folder}" : $"{Name} ({Repository} at {Revision}) in {Folder}";
}
