namespace Overhear;

/// <summary>Finds the file or folder that a corpus is read from.</summary>
static class CorpusSearch
{
    const string Kind = "texts";

    /// <exception cref="CorpusNotFoundException">There is none.</exception>
    public static string Find(string corpus, SearchPlaces places)
    {
        if (string.IsNullOrWhiteSpace(corpus))
            throw new ArgumentException("The name of a text that ships with Overhear, a file or a folder is asked for, for instance 'stories' or a path; it is empty.", nameof(corpus));
        var lookedAt = new List<string>();
        if (!corpus.Contains('\0'))
        {
            var path = ModelFolder.FullPath(corpus, places.WorkingFolder, places.HomeFolder);
            if (File.Exists(path)) return path;
            // A folder that only happens to have a text's name must not hide the text; one that was meant is reported as empty by its reader.
            if (Directory.Exists(path) && (ModelFolder.IsPath(corpus) || CorpusReader.HasText(path))) return Path.TrimEndingDirectorySeparator(path);
            lookedAt.Add(Directory.Exists(path) ? $"the folder {path}: no {CorpusReader.Wanted} file in it" : $"{path}: not there");
        }
        string[] starts = [places.WorkingFolder, places.AssemblyFolder];
        var shipped = ShippedFolders.Names(Kind, starts, CorpusReader.HasText);
        if (!ModelFolder.IsPath(corpus))
        {
            if (ShippedFolders.Find(Kind, corpus, starts, CorpusReader.HasText) is { } folder) return folder;
            lookedAt.Add($"{Kind}/ and notebooks/{Kind}/ in and above {places.WorkingFolder} and {places.AssemblyFolder}: "
                + (shipped.Count == 0 ? "no text there" : $"only {string.Join(", ", shipped)}"));
        }
        throw new CorpusNotFoundException(corpus, lookedAt.AsReadOnly(),
            $"Give a file of UTF-8 text, or a folder with {CorpusReader.Wanted} files{(shipped.Count == 0 ? "" : $", or a name: {string.Join(", ", shipped)}")}.");
    }
}
