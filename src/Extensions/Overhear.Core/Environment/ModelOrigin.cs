namespace Overhear;

/// <summary>Where a model was found.</summary>
public enum ModelOrigin
{
    /// <summary>In the folder that was named.</summary>
    Folder,

    /// <summary>By its name in environment.json.</summary>
    EnvironmentFile,

    /// <summary>In the cache of Hugging Face's own software.</summary>
    HuggingFaceCache,

    /// <summary>Among the models that Overhear brings itself.</summary>
    Shipped,
}
