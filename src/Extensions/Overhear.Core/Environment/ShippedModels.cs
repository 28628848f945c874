namespace Overhear;

/// <summary>Finds the models that Overhear brings itself: in its package, or in a checkout of its repository.</summary>
static class ShippedModels
{
    /// <summary>The folder of a model of that name in one of the folders or above it; null where there is none.</summary>
    /// <param name="name">The name of a folder.</param>
    /// <param name="startFolders">The working folder and the assembly's own.</param>
    public static string? Find(string name, IEnumerable<string> startFolders) => ShippedFolders.Find("models", name, startFolders, ModelFolder.Exists);
}
