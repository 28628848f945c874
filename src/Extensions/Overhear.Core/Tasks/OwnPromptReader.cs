namespace Overhear;

/// <summary>Makes task prompts of the user's own, and says everything that is wrong with one.</summary>
static class OwnPromptReader
{
    /// <summary>Roles that every prompt has by itself.</summary>
    static readonly string[] reserved = [TaskRowReader.End, TaskRowReader.BehindS1];

    /// <param name="task">The task's name.</param>
    /// <param name="given">The prompt.</param>
    /// <param name="fault">Takes each problem, without a full stop.</param>
    /// <returns>The prompt; null where there is a problem.</returns>
    public static TaskPrompt? Read(string task, OwnPrompt given, Action<string> fault)
    {
        var sound = true;
        void Fault(string problem)
        {
            sound = false;
            fault(problem);
        }
        if (given.Clean.Length == 0) Fault("the clean prompt is empty");
        if (given.Clean.EndsWith(' ')) Fault("the clean prompt ends with a space; the space belongs to the answers, in front of them");
        if (given.Correct.Trim().Length == 0) Fault("the correct answer is empty");
        if (given.Wrong.Trim().Length == 0) Fault("the wrong answer is empty");
        else if (given.Correct == given.Wrong) Fault($"'{given.Correct}' is both the correct and the wrong answer");
        if (given.Template < 0) Fault($"the template is {given.Template}; templates count from 0");
        if (given.Corrupted is not null && given.Corrupted == given.Clean) Fault("the corrupted prompt is the clean one");

        var (clean, corrupted) = (new PromptWords(given.Clean), given.Corrupted is null ? null : new PromptWords(given.Corrupted));
        var aligned = corrupted is null || corrupted.Count == clean.Count;
        if (!aligned) Fault($"the corrupted prompt has {corrupted!.Count} words and the clean one {clean.Count}; as many are needed, so that each has its counterpart");
        var (words, others) = (new List<TaskWord>(), new List<TaskWord>());
        foreach (var (role, word) in given.Positions)
        {
            if (role.Trim().Length == 0) Fault("a position has no name");
            else if (reserved.Contains(role)) Fault($"'{role}' is found by itself in every prompt; leave it out, or give your position another name");
            var (first, last, why) = clean.Find(word);
            if (why is not null) Fault($"{role}: {why}");
            if (why is not null || !aligned) continue;
            words.Add(clean.Span(role, first, last));
            if (corrupted is not null) others.Add(corrupted.Span(role, first, last));
        }
        if (!sound) return null;
        return new TaskPrompt(task, given.Clean, given.Correct, given.Wrong, given.Template, "", InOrder(words))
        {
            Twins = given.Corrupted is null ? [] : [new TaskTwin(TaskPrompts.Corrupted, given.Corrupted, InOrder(others))],
        };
    }

    static IReadOnlyList<TaskWord> InOrder(List<TaskWord> words) => [.. words.OrderBy(word => word.Start)];
}
