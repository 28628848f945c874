namespace Overhear;

/// <summary>Where models are looked for.</summary>
/// <param name="WorkingFolder">Relative folders and the search for environment.json begin here.</param>
/// <param name="AssemblyFolder">The search for models that Overhear brings begins here too.</param>
/// <param name="HomeFolder">What <c>~</c> means.</param>
/// <param name="CacheFolder">The cache of Hugging Face's software.</param>
sealed record SearchPlaces(string WorkingFolder, string AssemblyFolder, string HomeFolder, string CacheFolder)
{
    public static SearchPlaces OfThisProcess(string? startFolder)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        // In a single-file program the assembly has no path of its own.
        var assembly = typeof(SearchPlaces).Assembly.Location is { Length: > 0 } path ? Path.GetDirectoryName(path)! : AppContext.BaseDirectory;
        return new SearchPlaces(Path.GetFullPath(startFolder ?? Directory.GetCurrentDirectory()), assembly, home,
            HuggingFaceCache.FindRoot(Environment.GetEnvironmentVariable, home));
    }
}
