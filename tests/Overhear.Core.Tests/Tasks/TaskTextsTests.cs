using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TaskTextsTests : FileTestFolder
{
    /// <summary>Hundreds of texts of every task, with their answers and twins.</summary>
    static IEnumerable<string> Texts()
    {
        IEnumerable<TaskPrompt> prompts =
        [
            .. IndirectObject.Generate(2000, 1, new() { Distractors = .5 }),
            .. TaskReading.Draws(500, 2, random => IndirectObjectVariants.Ordinal(random, .5)),
            .. TaskReading.Draws(500, 3, random => IndirectObjectVariants.LateGated(random, .5)),
            .. TaskReading.Draws(500, 4, IndirectObjectVariants.ThreeNames),
            .. ColoredObjects.Generate(300, 5, new() { Objects = 2 }), .. ColoredObjects.Generate(300, 6, new() { Objects = 5, Example = true }),
            .. LaundryList.Generate(300, 7), .. LaundryList.Generate(300, 8, new() { Items = 8 }),
            .. Facts.Generate(3000, 9),
        ];
        return [.. prompts.SelectMany(prompt => prompt.Twins.Select(twin => twin.Text).Concat([prompt.FullText + ".", prompt.Text + prompt.Wrong])), .. TaskReading.Draws(3000, 10, FillerSentences.Draw)];
    }

    [Fact]
    public void Every_word_of_every_text_is_one_token_at_the_beginning_and_behind_another_text()
    {
        TeachingVocabulary.Create().Write(Folder, 128);
        var tokenizer = ModelTokenizer.Load(Folder);
        foreach (var text in Texts())
        {
            Whole(text);
            Whole(" " + text);
        }

        void Whole(string text)
        {
            // Ids to 256 are single bytes: punctuation, and "Q" where it begins a text.
            var bytes = tokenizer.Encode(text).Where(id => id <= 256).Select(id => tokenizer.Decode([id])).ToList();
            if (text.StartsWith('Q')) bytes.RemoveAt(0);
            Assert.True(bytes.All(piece => piece is "." or "," or ":" or "?"), $"{text}: {string.Join('|', bytes)}");
            Assert.Equal(Encoding.UTF8.GetByteCount(text), text.Length);
        }
    }

    [Fact]
    public void Every_text_begins_with_a_word_that_no_role_plays()
    {
        HashSet<string> played = [.. TaskWords.Names, .. Facts.Subjects("capital"), .. Facts.Subjects("profession")];
        Assert.DoesNotContain(Texts(), text => played.Contains(TaskReading.Words(text)[0]));
        Assert.DoesNotContain(TaskTexts.All(), text => text.Contains('{') || text.Contains("  ", StringComparison.Ordinal));
    }

    [Fact]
    public void Filler_is_one_sentence_of_things_and_what_they_do()
    {
        var sentences = TaskReading.Draws(1000, 1, FillerSentences.Draw);
        Assert.All(sentences, sentence => Assert.Matches(@"^The( \w+){1,2} \w+ the( \w+){1,2}( because the( \w+){1,2} \w+ the( \w+){1,2})?\.$", sentence));
        Assert.InRange(sentences.Count(sentence => sentence.Contains("because", StringComparison.Ordinal)), 240, 360);
        Assert.InRange(FillerSentences.Words.Count(), 200, 230);
        Assert.Equal(FillerSentences.Words.Distinct().Count(), FillerSentences.Words.Count());
    }
}
