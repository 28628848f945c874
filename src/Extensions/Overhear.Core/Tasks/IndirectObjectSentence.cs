namespace Overhear;

/// <summary>A sentence of <see cref="IndirectObject"/> that was drawn, before a distractor and its twins are added.</summary>
/// <param name="Template">Its template.</param>
/// <param name="Number">The template's number.</param>
/// <param name="Order">ABBA or BABA.</param>
/// <param name="Words">The word of every role.</param>
sealed record IndirectObjectSentence(TaskTemplate Template, int Number, string Order, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>The prompt with its twins, behind a distractor in that share of cases.</summary>
    public TaskPrompt Complete(SeededRandom random, double distractors)
    {
        var (io, s) = (Words["IO"], Words["S1"]);
        var others = random.Sample([.. TaskWords.Names.Where(name => name != io && name != s)], 4);
        var template = DistractorSentences.InFrontOf(Template, random, distractors, others[3], Words, out var words);
        var text = template.Fill(words, out var placed);
        return new TaskPrompt(IndirectObject.Name, text, " " + io, " " + s, Number, Order, placed)
        {
            Twins =
            [
                template.Twin(IndirectObject.Swap, new Dictionary<string, string>(words) { ["S2"] = io }),
                template.Twin(IndirectObject.Abc, new Dictionary<string, string>(words) { ["IO"] = others[0], ["S1"] = others[1], ["S2"] = others[2] }),
            ],
        };
    }
}
