using System.Text;

namespace Overhear;

/// <summary>One prompt of a task: a text, what comes next, and what a model that failed would say instead. Plain data.</summary>
/// <param name="Task">The task's name, for instance <c>IOI</c>.</param>
/// <param name="Text">The prompt, up to where the answer stands.</param>
/// <param name="Answer">What comes next, with its leading space, so that <c>Text + Answer</c> reads on.</param>
/// <param name="Wrong">The answer that the right one is measured against, with its leading space.</param>
/// <param name="Template">Which of the task's templates, from 0.</param>
/// <param name="Order">Which of a template's orders, for instance <c>ABBA</c>; empty where the task has one.</param>
/// <param name="Words">The words that play a part, in the order of the text.</param>
public sealed record TaskPrompt(string Task, string Text, string Answer, string Wrong, int Template, string Order, IReadOnlyList<TaskWord> Words)
{
    /// <summary>The text with its answer.</summary>
    public string FullText => Text + Answer;

    /// <summary>The word of that role.</summary>
    /// <exception cref="ArgumentException">No word plays it; the message lists the roles that there are.</exception>
    public TaskWord Word(string role) => Words.FirstOrDefault(word => word.Role == role)
        ?? throw new ArgumentException($"No word of this {Task} prompt plays the role '{role}'; its roles are {string.Join(", ", Words.Select(word => word.Role))}.", nameof(role));

    /// <summary>Its corrupted twins, by which the task is studied: each differs from it in a few words.</summary>
    public IReadOnlyList<TaskTwin> Twins { get; init; } = [];

    /// <summary>The twin of that name.</summary>
    /// <exception cref="ArgumentException">It has no such twin; the message lists those that it has.</exception>
    public TaskTwin Twin(string name) => Twins.FirstOrDefault(twin => twin.Name == name)
        ?? throw new ArgumentException($"This {Task} prompt has no twin '{name}'; {(Twins.Count == 0 ? "it has none" : "its twins are " + string.Join(", ", Twins.Select(twin => twin.Name)))}.", nameof(name));

    /// <summary>The prompt behind a text, which ends in a space. Its twins are left behind.</summary>
    internal TaskPrompt Behind(string text) => this with { Text = text + Text, Words = [.. Words.Select(word => word with { Start = word.Start + text.Length })], Twins = [] };

    /// <summary>The text with other words in place of some roles', as a twin.</summary>
    internal TaskTwin TwinOf(string name, IReadOnlyDictionary<string, string> words)
    {
        var (text, read, placed) = (new StringBuilder(), 0, new List<TaskWord>());
        foreach (var word in Words.OrderBy(word => word.Start))
        {
            text.Append(Text, read, word.Start - read);
            placed.Add(word with { Text = words.GetValueOrDefault(word.Role, word.Text), Start = text.Length });
            text.Append(placed[^1].Text);
            read = word.End;
        }
        return new TaskTwin(name, text.Append(Text, read, Text.Length - read).ToString(), placed);
    }

    /// <summary>The text, its answer and the wrong one.</summary>
    public override string ToString() => $"{Text} →{Answer}, not{Wrong} ({Task}{(Order.Length == 0 ? "" : " " + Order)}, template {Template})";
}
