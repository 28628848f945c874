namespace Overhear;

/// <summary>The vocabulary of the teaching model: every word of its tasks is one token, with its leading space; those that begin a sentence also without.</summary>
static class TeachingVocabulary
{
    public static ByteLevelVocabulary Create()
    {
        var words = new Dictionary<string, string> { ["PLACE"] = TaskWords.Places[0], ["THING"] = TaskWords.Objects[0], ["OBJECT"] = TaskWords.Objects[0] };
        foreach (var role in new[] { "IO", "S1", "S2" }) words[role] = TaskWords.Names[0];
        var sentences = IndirectObjectTemplates.All(first: "IO", second: "S1").Select(template => template.Template.Fill(words, out _));
        return new ByteLevelVocabulary([
            .. sentences.SelectMany(sentence => new[] { sentence, " " + sentence }),
            .. TaskWords.Names.Concat(TaskWords.Places).Concat(TaskWords.Objects).Select(word => " " + word),
        ]);
    }
}
