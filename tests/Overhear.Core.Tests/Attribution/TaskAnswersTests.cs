using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class TaskAnswersTests
{
    [Fact]
    public void Answers_are_those_of_each_prompt_by_itself()
    {
        var (model, set) = (TaskModel.Model, TaskModel.ColoredObjects(18));
        var found = TaskAnswers.Of(model, set);
        foreach (var (at, row) in set.Rows.Index())
        {
            var logits = model.Inspect(TokenBatch.FromIds([row.Ids]), run => TinyModels.Numbers(run.Logits[0, -1]));
            Assert.Equal(logits[row.AnswerId] == logits.Max() ? 1 : 0, found.Correct.Values[at]);
            Assert.Equal(Math.Exp(logits[row.AnswerId]) / logits.Sum(Math.Exp), found.Probability.Values[at], 1e-6);
            Assert.Equal(logits[row.AnswerId] - logits[row.WrongId], found.Difference.Values[at], 2e-5);
        }
        Assert.Equal(found.Difference.Values.Count(value => value > 0) / 18.0, found.AboveWrong, 1e-12);
    }

    [Theory]
    [InlineData("IO")]
    [InlineData("S1")]
    public void A_sentence_in_front_names_the_subject_or_the_indirect_object_once_more(string role)
    {
        var prompts = IndirectObject.Generate(10, 2);
        foreach (var (before, after) in prompts.Zip(IndirectObject.Naming(prompts, role, 5)))
        {
            Assert.EndsWith(before.Text, after.Text, StringComparison.Ordinal);
            Assert.Equal(before.Word(role).Text, after.Word("D").Text);
            Assert.All(after.Words, word => Assert.Equal(word.Text, after.Text[word.Start..word.End]));
            Assert.Equal(before.Answer, after.Answer);
        }
    }
}
