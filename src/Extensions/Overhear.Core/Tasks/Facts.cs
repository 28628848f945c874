namespace Overhear;

/// <summary>
/// Facts to recall: the capital, language and currency of 40 countries, and the profession, birthplace and instrument of 40 people.
/// "The capital of France is" → " Paris". What is said of countries is true. The people are invented, and so is what is said of
/// them: a model knows it only if it was told.
/// </summary>
/// <remarks>
/// Each fact can be asked for with four templates, of which one is held out: <c>i % 4</c> for the subject <c>i</c> of
/// <see cref="Subjects"/>. So a model that was trained on the others was told every fact, but never in this way. Role: SUBJECT. A
/// prompt's order is its relation, its template <c>4 · relation + template</c>. The wrong answer is that of another subject, which
/// the twin <see cref="Other"/> names.
/// </remarks>
public static class Facts
{
    /// <summary>The task's name in its prompts.</summary>
    public const string Name = "Facts";

    /// <summary>The twin with the subject whose answer is the wrong one.</summary>
    public const string Other = "other";

    const int TemplatesEach = 4;

    /// <summary>The relations: <c>capital</c>, <c>language</c>, <c>currency</c>, <c>profession</c>, <c>birthplace</c>, <c>instrument</c>.</summary>
    public static IReadOnlyList<string> Relations { get; } = [.. FactRelations.All.Select(relation => relation.Name)];

    /// <summary>How many facts there are.</summary>
    public static int Count => FactRelations.All.Sum(relation => relation.Subjects.Count);

    /// <summary>The subjects of a relation.</summary>
    /// <exception cref="ArgumentException">There is no such relation; the message lists those that there are.</exception>
    public static IReadOnlyList<string> Subjects(string relation) => FactRelations.All[IndexOf(relation)].Subjects;

    /// <summary>One prompt for every fact, by relation and subject, with the first template that the share has for it.</summary>
    public static IReadOnlyList<TaskPrompt> All(DataSplit templates) =>
    [
        .. from relation in Enumerable.Range(0, FactRelations.All.Count)
           from subject in Enumerable.Range(0, FactRelations.All[relation].Subjects.Count)
           let of = FactRelations.All[relation]
           select Ask(relation, subject, of.TemplatesOf(subject, templates)[0], of.Others(subject)[0]),
    ];

    /// <summary>Draws prompts. The same seed and options give the same prompts.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="options">Which templates, which relation; all unless given.</param>
    /// <exception cref="ArgumentException">The count is not positive, or there is no such relation.</exception>
    public static IReadOnlyList<TaskPrompt> Generate(int count, long seed, FactsOptions? options = null)
    {
        options ??= new FactsOptions();
        if (options.Relation is { } relation) IndexOf(relation);
        return TaskDraws.Many(count, seed, random => Draw(random, options));
    }

    internal static TaskPrompt Draw(SeededRandom random, FactsOptions options)
    {
        var relation = options.Relation is { } name ? IndexOf(name) : random.Next(FactRelations.All.Count);
        var of = FactRelations.All[relation];
        var subject = random.Next(of.Subjects.Count);
        return Ask(relation, subject, random.Choose(of.TemplatesOf(subject, options.Templates)), random.Choose(of.Others(subject)));
    }

    static TaskPrompt Ask(int relation, int subject, int template, int other)
    {
        var of = FactRelations.All[relation];
        var sentence = of.Templates[template];
        var text = sentence.Fill(Words(of.Subjects[subject]), out var placed);
        return new TaskPrompt(Name, text, " " + of.Answers[subject], " " + of.Answers[other], TemplatesEach * relation + template, of.Name, placed)
        {
            Twins = [sentence.Twin(Other, Words(of.Subjects[other]))],
        };
    }

    static Dictionary<string, string> Words(string subject) => new() { ["SUBJECT"] = subject };

    static int IndexOf(string relation) => Relations.Index().Where(item => item.Item == relation).Select(item => item.Index).DefaultIfEmpty(-1).First() is >= 0 and var at
        ? at
        : throw new ArgumentException($"There is no relation '{relation}'; the relations are {string.Join(", ", Relations)}.", nameof(relation));
}
