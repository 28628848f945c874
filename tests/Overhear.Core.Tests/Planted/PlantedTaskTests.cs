namespace Overhear.Tests;

/// <summary>Planted models do their tasks, and what is only for show changes nothing.</summary>
[Trait("Category", "fast")]
public sealed class PlantedTaskTests
{
    public static TheoryData<string, string> Tasks => new() { { "indirect", IndirectObject.Name }, { "reuse", IndirectObject.Name }, { "reuse", ColoredObjects.Name } };

    [Theory, MemberData(nameof(Tasks))]
    public void Every_prompt_is_answered(string model, string task)
    {
        var planted = Planted.Of(model);
        var set = Planted.Prompts(planted, task, 300);
        Assert.Equal(300, set.Count);
        var wrong = set.Rows.Where(row => planted.Model.NextTokens(planted.Model.PromptOf(row.Ids), 1).Top[0].Id != row.AnswerId).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join(Environment.NewLine, wrong.Take(5).Select(row => row.Prompt))}");
    }
}
