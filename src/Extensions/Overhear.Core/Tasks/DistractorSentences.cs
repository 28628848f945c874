namespace Overhear;

/// <summary>Sentences about a third person that stand in front of a prompt and have nothing to do with it.</summary>
static class DistractorSentences
{
    public static IReadOnlyList<TaskTemplate> All { get; } =
    [
        new("Meanwhile {D} bought a {D_THING}."),
        new("Earlier {D} was at the {D_PLACE}."),
        new("Nobody had seen {D} at the {D_PLACE}."),
        new("Everyone knew that {D} liked the {D_PLACE}."),
        new("Today {D} lost a {D_THING}."),
        new("Far away {D} was looking for a {D_THING}."),
        new("Near the {D_PLACE} nobody noticed {D}."),
        new("Yesterday {D} found the {D_THING} at the {D_PLACE}."),
    ];

    /// <summary>The template with such a sentence in front in that share of cases. As much is drawn whether there is one or not.</summary>
    /// <param name="template">The prompt's own template.</param>
    /// <param name="random">Draws the sentence, its place and its thing; both occur nowhere else in the prompt.</param>
    /// <param name="share">0 to 1.</param>
    /// <param name="person">The third person.</param>
    /// <param name="own">The words of the prompt.</param>
    /// <param name="words">Those and the sentence's.</param>
    public static TaskTemplate InFrontOf(
        TaskTemplate template, SeededRandom random, double share, string person, IReadOnlyDictionary<string, string> own, out IReadOnlyDictionary<string, string> words)
    {
        var present = random.NextDouble() < share;
        var sentence = random.Choose(All);
        words = new Dictionary<string, string>(own)
        {
            ["D"] = person,
            ["D_PLACE"] = random.Choose([.. TaskWords.Places.Except(own.Values)]),
            ["D_THING"] = random.Choose([.. TaskWords.Objects.Except(own.Values)]),
        };
        return present ? template.Behind(sentence.Text) : template;
    }

    /// <summary>One such sentence and a space behind it.</summary>
    /// <param name="random">Draws the sentence, its place and its thing.</param>
    /// <param name="person">Whom it is about.</param>
    /// <param name="own">Words that it does not use.</param>
    /// <param name="placed">Its words.</param>
    public static string About(SeededRandom random, string person, IReadOnlyCollection<string> own, out IReadOnlyList<TaskWord> placed) => random.Choose(All).Fill(
        new Dictionary<string, string> { ["D"] = person, ["D_PLACE"] = random.Choose([.. TaskWords.Places.Except(own)]), ["D_THING"] = random.Choose([.. TaskWords.Objects.Except(own)]) }, out placed) + " ";
}
