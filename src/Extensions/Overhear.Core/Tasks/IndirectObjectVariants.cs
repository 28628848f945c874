namespace Overhear;

/// <summary>
/// Sentences to train on beside those of <see cref="IndirectObject"/>, with the same openings, in which the name that was said once is
/// not simply the answer: so that a model has to read the clause. Neither held-out pairs of names nor held-out templates come up.
/// </summary>
static class IndirectObjectVariants
{
    static readonly IReadOnlyList<string> ordinals = ["former", "first", "latter", "second"]; // the first two mean the first name

    static readonly IReadOnlyList<TaskTemplate> ordinal = [.. IndirectObjectTemplates.Ordinal("FIRST", "SECOND")];
    static readonly IReadOnlyList<TaskTemplate> lateGated = [.. IndirectObjectTemplates.LateGated("FIRST", "SECOND")];
    static readonly IReadOnlyList<TaskTemplate> threeNames = [.. IndirectObjectTemplates.ThreeNames()];

    /// <summary>All templates.</summary>
    public static IEnumerable<TaskTemplate> Templates => [.. ordinal, .. lateGated, .. threeNames];

    /// <summary>All that stands for a name by its place.</summary>
    public static IReadOnlyList<string> Ordinals => ordinals;

    /// <summary>"When Mary and John went to the store, the former gave a cup to" → " John". Roles: FIRST, SECOND, ORDINAL.</summary>
    public static TaskPrompt Ordinal(SeededRandom random, double distractors)
    {
        var names = DrawNames(random, 2);
        var at = random.Next(ordinals.Count);
        var (answer, wrong) = at < 2 ? (names[1], names[0]) : (names[0], names[1]);
        return Fill("IOI, ordinal", random, ordinal, distractors, answer, wrong, new() { ["FIRST"] = names[0], ["SECOND"] = names[1], ["ORDINAL"] = ordinals[at] });
    }

    /// <summary>"When Mary and John went to the store, John gave a cup, so the giver was" → " John". Roles: FIRST, SECOND, S2.</summary>
    public static TaskPrompt LateGated(SeededRandom random, double distractors)
    {
        var names = DrawNames(random, 2);
        var repeated = random.Next(2);
        return Fill("IOI, late gated", random, lateGated, distractors, names[repeated], names[1 - repeated], new() { ["FIRST"] = names[0], ["SECOND"] = names[1], ["S2"] = names[repeated] });
    }

    /// <summary>"When Mary, John, and Tom went to the store, Tom and Mary gave a cup to" → " John". Roles: A, B, C, S2, T2; the wrong answer is S2.</summary>
    public static TaskPrompt ThreeNames(SeededRandom random)
    {
        var names = DrawNames(random, 3);
        var order = random.Shuffle(names);
        return Fill("IOI, three names", random, threeNames, 0, order[0], order[1], new()
        {
            ["A"] = names[0], ["B"] = names[1], ["C"] = names[2], ["S2"] = order[1], ["T2"] = order[2],
        });
    }

    static TaskPrompt Fill(
        string task, SeededRandom random, IReadOnlyList<TaskTemplate> templates, double distractors, string answer, string wrong, Dictionary<string, string> words)
    {
        var at = random.Next(templates.Count);
        var objects = random.Sample(TaskWords.Objects, 2);
        (words["PLACE"], words["THING"], words["OBJECT"]) = (random.Choose(TaskWords.Places), objects[0], objects[1]);
        var third = random.Choose([.. TaskWords.Names.Except(words.Values)]);
        var text = DistractorSentences.InFrontOf(templates[at], random, distractors, third, words, out var all).Fill(all, out var placed);
        return new TaskPrompt(task, text, " " + answer, " " + wrong, at, "", placed);
    }

    /// <summary>Different names, no two of them a pair that is held out.</summary>
    static IReadOnlyList<string> DrawNames(SeededRandom random, int count)
    {
        while (true)
        {
            var names = random.Sample(TaskWords.Names, count);
            if (!names.Any(a => names.Any(b => a != b && IndirectObject.IsHeldOutPair(a, b)))) return names;
        }
    }
}
