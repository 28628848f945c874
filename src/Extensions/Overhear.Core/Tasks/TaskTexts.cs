namespace Overhear;

/// <summary>Texts that together hold every word of every task in each form in which it occurs: what a vocabulary of the tasks has to hold.</summary>
static class TaskTexts
{
    /// <summary>Every sentence as it begins a text and as it follows another one; every word behind a space.</summary>
    public static IEnumerable<string> All() => [.. Sentences().SelectMany(sentence => new[] { sentence, " " + sentence }), .. Words().Select(word => " " + word)];

    /// <summary>Every template, its places filled with one and the same name: their words are in <see cref="Words"/>.</summary>
    static IEnumerable<string> Sentences()
    {
        IEnumerable<TaskTemplate> templates =
        [
            .. IndirectObjectTemplates.All(first: "IO", second: "S1").Select(template => template.Template),
            .. IndirectObjectVariants.Templates,
            .. DistractorSentences.All,
            .. Enumerable.Range(0, ColoredObjects.TemplateCount).Select(at => ColoredObjects.Template(at, 2)),
            .. Enumerable.Range(0, LaundryList.TemplateCount).Select(at => LaundryList.Template(at, 2)),
            .. FactRelations.All.SelectMany(relation => relation.Templates),
        ];
        return [.. templates.Select(template => template.Fill(template.Roles.Distinct().ToDictionary(role => role, _ => TaskWords.Names[0]), out _)), FillerSentences.Example];
    }

    static IEnumerable<string> Words() =>
    [
        .. TaskWords.Names, .. TaskWords.Places, .. TaskWords.Objects, .. IndirectObjectVariants.Ordinals, .. ColoredObjects.Colors,
        .. FactRelations.All.SelectMany(relation => relation.Subjects.Concat(relation.Answers)), .. FillerSentences.Words,
    ];
}
