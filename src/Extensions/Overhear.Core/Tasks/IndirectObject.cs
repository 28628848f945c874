namespace Overhear;

/// <summary>
/// Indirect object identification (IOI; Wang et al. 2022, arXiv:2211.00593): two names, one of them again, and the other one is
/// to come. "When Mary and John went to the store, John gave a drink to" → " Mary".
/// </summary>
/// <remarks>
/// A template is an opening with both names and a clause with the repeated one; the sentences are this project's own. Names, places and
/// things are one token each, with their leading space, for GPT-2. Roles: IO (the
/// indirect object, the answer), S1 and S2 (the subject, named twice, the wrong answer), PLACE, THING (of the opening), OBJECT (of
/// the clause); with a sentence about a third person in front D, D_PLACE and D_THING. Order ABBA has the indirect object first, BABA the subject. Held-out templates are openings and clauses that occur
/// in no other template, made of words that do. Each prompt has the twins <see cref="Swap"/> and <see cref="Abc"/>.
/// </remarks>
public static class IndirectObject
{
    /// <summary>The task's name in its prompts.</summary>
    public const string Name = "IOI";

    /// <summary>The order in which the indirect object is named first.</summary>
    public const string Abba = "ABBA";

    /// <summary>The order in which the subject is named first.</summary>
    public const string Baba = "BABA";

    /// <summary>The twin that repeats the indirect object's name in place of the subject's, which so becomes the answer.</summary>
    public const string Swap = "swap";

    /// <summary>The twin with three other names, all different, in which nothing is repeated (Wang et al. 2022, section 3: p_ABC).</summary>
    public const string Abc = "abc";

    static readonly IReadOnlyList<(TaskTemplate Template, bool HeldOut)> abba = [.. IndirectObjectTemplates.All(first: "IO", second: "S1")];
    static readonly IReadOnlyList<(TaskTemplate Template, bool HeldOut)> baba = [.. IndirectObjectTemplates.All(first: "S1", second: "IO")];

    /// <summary>How many templates there are.</summary>
    public static int TemplateCount => abba.Count;

    /// <summary>The names that prompts are made of.</summary>
    public static IReadOnlyList<string> Names => TaskWords.Names;

    /// <summary>Whether a template is held out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such template.</exception>
    public static bool IsHeldOutTemplate(int template) => template >= 0 && template < TemplateCount
        ? abba[template].HeldOut
        : throw new ArgumentOutOfRangeException(nameof(template), template, $"Templates are 0 to {TemplateCount - 1}.");

    /// <summary>Whether a pair of names is held out, in either order: one in ten is.</summary>
    /// <exception cref="ArgumentException">One is not of <see cref="Names"/>, or both are the same.</exception>
    public static bool IsHeldOutPair(string first, string second)
    {
        int[] at = [TaskWords.IndexOfName(first), TaskWords.IndexOfName(second)];
        if (at.Contains(-1) || at[0] == at[1]) throw new ArgumentException($"'{first}' and '{second}' are no pair of two different names of IndirectObject.Names.");
        return TaskDraws.IsHeldOutEitherWay(at[0], at[1]);
    }

    /// <summary>Draws prompts. The same seed and options give the same prompts.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="options">Which names, templates and orders; all unless given.</param>
    /// <exception cref="ArgumentException">The count is not positive, the order is neither ABBA nor BABA, or the share of distractors is no share.</exception>
    public static IReadOnlyList<TaskPrompt> Generate(int count, long seed, IndirectObjectOptions? options = null)
    {
        TaskDraws.RequireCount(count);
        options ??= new IndirectObjectOptions();
        if (options.Order is not (null or Abba or Baba)) throw new ArgumentException($"'{options.Order}' is no order; the orders are {Abba} and {Baba}, and null for both.", nameof(options));
        if (options.Distractors is not (>= 0 and <= 1)) throw new ArgumentException($"The share of distractors is {options.Distractors}; it is 0 to 1.", nameof(options));
        var random = new SeededRandom(seed);
        // First all sentences, then what is added to them, so that the sentences of a seed do not depend on it.
        List<IndirectObjectSentence> sentences = [.. Enumerable.Range(0, count).Select(_ => DrawSentence(random, options))];
        return [.. sentences.Select(sentence => sentence.Complete(random, options.Distractors))];
    }

    /// <summary>
    /// The prompts behind a sentence that names the subject or the indirect object once more (Wang et al. 2022, section 4.4: adversarial
    /// prompts). Their twins are left behind.
    /// </summary>
    /// <param name="prompts">Prompts of this task.</param>
    /// <param name="role">S1 or IO: whose name the sentence says; its role there is D.</param>
    /// <param name="seed">Any number; the same gives the same sentences.</param>
    /// <exception cref="ArgumentException">A prompt has no such role.</exception>
    public static IReadOnlyList<TaskPrompt> Naming(IEnumerable<TaskPrompt> prompts, string role, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. prompts.Select(prompt =>
        {
            var sentence = DistractorSentences.About(random, prompt.Word(role).Text, [.. prompt.Words.Select(word => word.Text)], out var words);
            var behind = prompt.Behind(sentence);
            return behind with { Words = [.. words, .. behind.Words] };
        })];
    }

    internal static TaskPrompt Draw(SeededRandom random, IndirectObjectOptions options) => DrawSentence(random, options).Complete(random, options.Distractors);

    static IndirectObjectSentence DrawSentence(SeededRandom random, IndirectObjectOptions options)
    {
        var (io, s) = DrawPair(random, options.Names);
        var order = options.Order ?? (random.Next(2) == 0 ? Abba : Baba);
        var templates = order == Abba ? abba : baba;
        int at;
        do at = random.Next(templates.Count);
        while (!options.Templates.Admits(templates[at].HeldOut));
        var objects = random.Sample(TaskWords.Objects, 2);
        var words = new Dictionary<string, string>
        {
            ["IO"] = io, ["S1"] = s, ["S2"] = s, ["PLACE"] = random.Choose(TaskWords.Places), ["THING"] = objects[0], ["OBJECT"] = objects[1],
        };
        return new IndirectObjectSentence(templates[at].Template, at, order, words);
    }

    static (string Io, string S) DrawPair(SeededRandom random, DataSplit split)
    {
        while (true)
        {
            var pair = random.Sample(Names, 2);
            if (split.Admits(IsHeldOutPair(pair[0], pair[1]))) return (pair[0], pair[1]);
        }
    }
}
