namespace Overhear;

/// <summary>
/// Colored Objects (Srivastava et al. 2022, arXiv:2206.04615; as studied by Merullo et al. 2023, arXiv:2310.08744): objects with their
/// colors, and the color of one is asked for. "Q: On the table, there is a red cup, a blue pen, and a green hat. What color is the
/// pen? A:" → " blue".
/// </summary>
/// <remarks>
/// Colors and objects are one token each, with their leading space, for GPT-2; those of a prompt are all different. Roles: COLOR1,
/// OBJECT1 and so on, and QUERY, the object that is asked for. The wrong answer is the color of another object; the twin
/// <see cref="Other"/> asks for that one.
/// </remarks>
public static class ColoredObjects
{
    /// <summary>The task's name in its prompts.</summary>
    public const string Name = "Colored Objects";

    /// <summary>The twin that asks for the object whose color is the wrong answer, which so becomes the right one.</summary>
    public const string Other = "other";

    const int Fewest = 2;
    const int Most = 5;

    static readonly IReadOnlyList<string> places = ["table", "desk", "floor"];
    static readonly IReadOnlyList<string> verbs = ["there is", "you see", "I see"];

    /// <summary>The colors.</summary>
    public static IReadOnlyList<string> Colors { get; } = ["red", "yellow", "green", "blue", "purple", "brown", "black", "white", "pink", "grey", "silver", "gold"];

    /// <summary>The objects; none of them is a place to lie on.</summary>
    public static IReadOnlyList<string> Objects { get; } = [.. TaskWords.Objects.Except(places)];

    static readonly Dictionary<string, int> indexOfObject = Objects.Index().ToDictionary(item => item.Item, item => item.Index);
    static readonly Dictionary<string, int> indexOfColor = Colors.Index().ToDictionary(item => item.Item, item => item.Index);

    /// <summary>How many templates there are: places by verbs.</summary>
    public static int TemplateCount => places.Count * verbs.Count;

    /// <summary>Whether asking for an object of that color is held out: one pair in ten is.</summary>
    /// <exception cref="ArgumentException">They are not of <see cref="Objects"/> and <see cref="Colors"/>.</exception>
    public static bool IsHeldOutPair(string thing, string color)
    {
        if (!indexOfObject.TryGetValue(thing, out var first) || !indexOfColor.TryGetValue(color, out var second))
            throw new ArgumentException($"'{thing}' and '{color}' are no object of ColoredObjects.Objects and color of ColoredObjects.Colors.");
        return TaskDraws.IsHeldOut(first, second);
    }

    /// <summary>Draws prompts. The same seed and options give the same prompts.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="options">How many objects, whether with an example, which pairs; three, without, all unless given.</param>
    /// <exception cref="ArgumentException">The count is not positive, or there are too few or too many objects.</exception>
    public static IReadOnlyList<TaskPrompt> Generate(int count, long seed, ColoredObjectsOptions? options = null)
    {
        options ??= new ColoredObjectsOptions();
        if (options.Objects is < Fewest or > Most) throw new ArgumentException($"{options.Objects} objects are asked for; there are {Fewest} to {Most}.", nameof(options));
        return TaskDraws.Many(count, seed, random => Draw(random, options));
    }

    internal static TaskPrompt Draw(SeededRandom random, ColoredObjectsOptions options)
    {
        if (!options.Example) return DrawQuestion(random, options.Objects, options.Pairs);
        var example = DrawQuestion(random, options.Objects, options.Pairs == DataSplit.All ? DataSplit.All : DataSplit.Training);
        return DrawQuestion(random, options.Objects, options.Pairs, example);
    }

    /// <summary>A question, behind an example about other objects where there is one.</summary>
    static TaskPrompt DrawQuestion(SeededRandom random, int count, DataSplit pairs, TaskPrompt? example = null)
    {
        IReadOnlyList<string> free = example is null ? Objects : [.. Objects.Except(example.Words.Select(word => word.Text))];
        IReadOnlyList<string> things, colors;
        do (things, colors) = (random.Sample(free, count), random.Sample(Colors, count));
        while (!pairs.Admits(IsHeldOutPair(things[0], colors[0])));
        // The first of the sample is asked for, the second is the other; the places in the sentence are drawn.
        var order = random.Shuffle(Enumerable.Range(0, count));
        var words = new Dictionary<string, string> { ["QUERY"] = things[0] };
        for (var i = 0; i < count; i++) (words[$"COLOR{i + 1}"], words[$"OBJECT{i + 1}"]) = (colors[order[i]], things[order[i]]);
        var at = random.Next(TemplateCount);
        var template = Template(at, count);
        if (example is not null) template = template.Behind(example.FullText + ".");
        var text = template.Fill(words, out var placed);
        return new TaskPrompt(Name, text, " " + colors[0], " " + colors[1], at, "", placed)
        {
            Twins = [template.Twin(Other, new Dictionary<string, string>(words) { ["QUERY"] = things[1] })],
        };
    }

    internal static TaskTemplate Template(int at, int count)
    {
        var listed = TaskLists.Join([.. Enumerable.Range(1, count).Select(i => $"a {{COLOR{i}}} {{OBJECT{i}}}")]);
        return new TaskTemplate($"Q: On the {places[at / verbs.Count]}, {verbs[at % verbs.Count]} {listed}. What color is the {{QUERY}}? A:");
    }
}
