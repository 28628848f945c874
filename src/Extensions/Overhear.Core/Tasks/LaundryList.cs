namespace Overhear;

/// <summary>
/// Laundry List (Merullo et al. 2023, arXiv:2310.08744): things to buy, then the order in which all but one are bought. "Today I need
/// to buy a pen and a cup. First I will buy the pen and then the" → " cup".
/// </summary>
/// <remarks>
/// The sentences are this project's own. Roles: ITEM1 and so on as they are listed, BOUGHT1 and so on as they are bought. The wrong answer
/// is the one that was bought last; in the twin <see cref="Swap"/> it and the missing one change places in the second sentence.
/// </remarks>
public static class LaundryList
{
    /// <summary>The task's name in its prompts.</summary>
    public const string Name = "Laundry List";

    /// <summary>The twin in which the missing item is bought last and the one bought last is missing: the wrong answer becomes the right one.</summary>
    public const string Swap = "swap";

    const int Fewest = 2;
    const int Most = 8;

    static readonly IReadOnlyList<string> openings = ["Today I need to buy", "Tomorrow I want to buy", "Tonight I have to buy", "This week I plan to buy", "On my list there is"];
    static readonly IReadOnlyList<string> continuations = ["First I will buy", "When I go, I will buy", "I think I will buy", "In the shop I will buy"];

    static readonly Dictionary<string, int> indexOfItem = TaskWords.Objects.Index().ToDictionary(item => item.Item, item => item.Index);

    /// <summary>The things to buy.</summary>
    public static IReadOnlyList<string> Items => TaskWords.Objects;

    /// <summary>How many templates there are: openings by second sentences.</summary>
    public static int TemplateCount => openings.Count * continuations.Count;

    /// <summary>Whether a pair of items, the missing one and the first of the others in the list, is held out, in either order: one in ten is.</summary>
    /// <exception cref="ArgumentException">One is not of <see cref="Items"/>, or both are the same.</exception>
    public static bool IsHeldOutPair(string first, string second)
    {
        if (first == second || !indexOfItem.TryGetValue(first, out var a) || !indexOfItem.TryGetValue(second, out var b))
            throw new ArgumentException($"'{first}' and '{second}' are no pair of two different items of LaundryList.Items.");
        return TaskDraws.IsHeldOutEitherWay(a, b);
    }

    /// <summary>Draws prompts. The same seed and options give the same prompts.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="options">How many items, which pairs; two, all unless given.</param>
    /// <exception cref="ArgumentException">The count is not positive, or there are too few or too many items.</exception>
    public static IReadOnlyList<TaskPrompt> Generate(int count, long seed, LaundryListOptions? options = null)
    {
        options ??= new LaundryListOptions();
        if (options.Items is < Fewest or > Most) throw new ArgumentException($"{options.Items} items are asked for; there are {Fewest} to {Most}.", nameof(options));
        return TaskDraws.Many(count, seed, random => Draw(random, options));
    }

    internal static TaskPrompt Draw(SeededRandom random, LaundryListOptions options)
    {
        IReadOnlyList<string> items;
        int missing;
        do (items, missing) = (random.Sample(Items, options.Items), random.Next(options.Items));
        while (!options.Pairs.Admits(IsHeldOutPair(items[missing], items[missing == 0 ? 1 : 0])));
        var bought = random.Shuffle(items.Where(item => item != items[missing]));
        var words = new Dictionary<string, string>();
        foreach (var (i, item) in items.Index()) words[$"ITEM{i + 1}"] = item;
        foreach (var (i, item) in bought.Index()) words[$"BOUGHT{i + 1}"] = item;
        var at = random.Next(TemplateCount);
        var template = Template(at, options.Items);
        var text = template.Fill(words, out var placed);
        return new TaskPrompt(Name, text, " " + items[missing], " " + bought[^1], at, "", placed)
        {
            Twins = [template.Twin(Swap, new Dictionary<string, string>(words) { [$"BOUGHT{bought.Count}"] = items[missing] })],
        };
    }

    internal static TaskTemplate Template(int at, int count)
    {
        var listed = TaskLists.Join([.. Enumerable.Range(1, count).Select(i => $"a {{ITEM{i}}}")]);
        var bought = TaskLists.Join([.. Enumerable.Range(1, count - 1).Select(i => $"the {{BOUGHT{i}}}"), "the"], "and then");
        return new TaskTemplate($"{openings[at / continuations.Count]} {listed}. {continuations[at % continuations.Count]} {bought}");
    }
}
