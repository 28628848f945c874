namespace Overhear;

/// <summary>A relation of <see cref="Facts"/>: 40 subjects, the answer of each, and four sentences that ask for it.</summary>
sealed class FactRelation(string name, IReadOnlyList<string> subjects, IReadOnlyList<string> answers, IReadOnlyList<string> templates)
{
    public string Name => name;

    public IReadOnlyList<string> Subjects => subjects;

    public IReadOnlyList<string> Answers => answers;

    public IReadOnlyList<TaskTemplate> Templates { get; } = [.. templates.Select(template => new TaskTemplate(template))];

    /// <summary>The templates that a share has for a subject: one of them is held out.</summary>
    public IReadOnlyList<int> TemplatesOf(int subject, DataSplit split) => [.. Enumerable.Range(0, Templates.Count).Where(template => split.Admits(subject % Templates.Count == template))];

    /// <summary>The other subjects whose answer is another one, in order, from the next on.</summary>
    public IReadOnlyList<int> Others(int subject) =>
        [.. Enumerable.Range(1, subjects.Count - 1).Select(step => (subject + step) % subjects.Count).Where(other => answers[other] != answers[subject])];
}
