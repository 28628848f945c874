namespace Overhear;

/// <summary>The vocabulary of the tasks, and the classes of its tokens.</summary>
sealed class PlantedTokens(ModelTokenizer tokenizer)
{
    readonly HashSet<int> names = Ids(tokenizer, TaskWords.Names);
    readonly HashSet<int> things = Ids(tokenizer, ColoredObjects.Objects);
    readonly HashSet<int> answers = Ids(tokenizer, [.. TaskWords.Names, .. ColoredObjects.Colors]);

    /// <summary>The classes of a token, as subspaces; those of one that only begins a text are not those of the word behind a space.</summary>
    public IEnumerable<string> RolesOf(int id)
    {
        if (id == tokenizer.BosId) yield return PlantedDescription.Start;
        if (names.Contains(id)) yield return PlantedDescription.IsName;
        if (things.Contains(id)) yield return PlantedDescription.IsThing;
        if (answers.Contains(id)) yield return PlantedDescription.IsAnswer;
    }

    /// <summary>Made as its files are, which are read and left behind.</summary>
    public static ModelTokenizer Tokenizer(int contextLength)
    {
        var folder = Directory.CreateTempSubdirectory("overhear-planted-").FullName;
        try
        {
            TeachingVocabulary.Create().Write(folder, contextLength);
            return ModelTokenizer.Load(folder);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    static HashSet<int> Ids(ModelTokenizer tokenizer, IEnumerable<string> words) => [.. words.Select(word => tokenizer.SingleToken(" " + word))];
}
