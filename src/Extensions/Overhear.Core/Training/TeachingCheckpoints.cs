using System.Text.Json;

namespace Overhear;

/// <summary>Chooses twelve of a training's snapshots, measures them and lays them with the model.</summary>
static class TeachingCheckpoints
{
    const int OfCircuits = 7, OfColors = 5;
    const int Objects = 3; // of the accuracy that they stand around
    const double Half = .5;

    static readonly JsonSerializerOptions format = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = null };

    /// <param name="snapshots">The folder of all snapshots.</param>
    /// <param name="vocabulary">The tokenizer that each is given.</param>
    /// <param name="folder">The model's folder.</param>
    /// <param name="questions">How many prompts of each kind each is measured with.</param>
    public static void Write(string snapshots, ByteLevelVocabulary vocabulary, string folder, int questions)
    {
        List<Checkpoint> all = [.. Checkpoints.In(snapshots)];
        IReadOnlyList<Checkpoint> Stage(string name) => [.. all.Where(snapshot => snapshot.Stage == name)];
        foreach (var snapshot in all) vocabulary.Write(snapshot.Folder, ContextLength(snapshot));
        List<Checkpoint> chosen = [.. Spread(Stage(TeachingStage.Circuits)), .. AroundHalf(Stage(TeachingStage.Colors), questions)];
        var target = Path.Combine(folder, Checkpoints.FolderName);
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        foreach (var (at, snapshot) in chosen.Index())
        {
            Work.Current.Step("Measuring checkpoints", at, chosen.Count, snapshot.Name);
            using var model = snapshot.Load();
            var place = Path.Combine(target, snapshot.Name);
            Gpt2Folder.Write(place, model);
            vocabulary.Write(place, model.Config.ContextLength);
            var told = new { snapshot.Stage, snapshot.Step, snapshot.Name, Scores = TeachingExam.Take(model, questions).Tasks };
            AtomicFile.WriteText(Path.Combine(place, Checkpoints.ScoresName), JsonSerializer.Serialize(told, format) + "\n");
        }
    }

    /// <summary>Closer together at the beginning, where most happens, and the last.</summary>
    static IEnumerable<Checkpoint> Spread(IReadOnlyList<Checkpoint> snapshots) => Choose(snapshots, OfCircuits,
        Enumerable.Range(1, OfCircuits).Select(i => (int)Math.Ceiling(Math.Pow((double)i / OfCircuits, 1.75) * snapshots.Count) - 1));

    /// <summary>The last one below half of three colors right and the first one above, one on either side, and the last.</summary>
    static IEnumerable<Checkpoint> AroundHalf(IReadOnlyList<Checkpoint> snapshots, int questions)
    {
        double[] accuracies = [.. snapshots.InspectEach(model => TeachingExam.TakeColors(model, Objects, questions).Accuracy)];
        var (above, last) = (Array.FindIndex(accuracies, accuracy => accuracy > Half), snapshots.Count - 1);
        if (above < 0) above = last;
        return Choose(snapshots, OfColors, [last, above, above - 1, (above - 1) / 2, (above + last) / 2]);
    }

    /// <summary>Those at the places wanted; where two are the same, others from the end on.</summary>
    static IEnumerable<Checkpoint> Choose(IReadOnlyList<Checkpoint> snapshots, int count, IEnumerable<int> wanted) =>
        wanted.Concat(Enumerable.Range(0, snapshots.Count).Reverse()).Where(at => at >= 0).Distinct().Take(count).Order().Select(at => snapshots[at]);

    static int ContextLength(Checkpoint snapshot)
    {
        using var model = snapshot.Load();
        return model.Config.ContextLength;
    }
}
