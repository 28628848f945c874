namespace Overhear;

/// <summary>Reads prompts with a model's tokenizer.</summary>
sealed class TaskRowReader(TransformerModel model)
{
    /// <summary>The role of the last token.</summary>
    public const string End = "END";

    /// <summary>The role of the token behind S1, where previous-token heads carry S1 to (Wang et al. 2022, arXiv:2211.00593, section 3).</summary>
    public const string BehindS1 = "S1+1";

    /// <summary>The prompt's row, or why there is none.</summary>
    public (TaskRow? Row, string Why) Read(TaskPrompt prompt)
    {
        string[] texts = [prompt.FullText, prompt.Text + prompt.Wrong, .. prompt.Twins.Select(twin => twin.Text)];
        if (texts.FirstOrDefault(text => !model.CanRead(text)) is { } unreadable) return (null, $"{model.Name} has no tokens for '{unreadable}'.");
        var ids = Ids(prompt.Text);
        if (ids.Count > model.Config.ContextLength) return (null, $"It is {ids.Count} tokens long, and the model's context {model.Config.ContextLength}.");
        if (Next(prompt, ids, prompt.Answer, out var answer) is { } notAnswer) return (null, notAnswer);
        if (Next(prompt, ids, prompt.Wrong, out var wrong) is { } notWrong) return (null, notWrong);
        if (answer == wrong) return (null, $"'{prompt.Answer}' and '{prompt.Wrong}' are the same token.");
        if (Positions(prompt.Text, prompt.Words, ids, out var positions) is { } notFound) return (null, notFound);

        var twins = new Dictionary<string, IReadOnlyList<int>>();
        foreach (var twin in prompt.Twins)
        {
            var other = Ids(twin.Text);
            if (other.Count != ids.Count) return (null, $"Its twin '{twin.Name}' is {other.Count} tokens long, and it {ids.Count}.");
            if (Positions(twin.Text, twin.Words, other, out var places) is { } lost) return (null, $"Its twin '{twin.Name}': {lost}");
            if (positions.Keys.FirstOrDefault(role => !places.TryGetValue(role, out var at) || at != positions[role]) is { } moved)
                return (null, $"In its twin '{twin.Name}' {moved} stands at another position.");
            twins[twin.Name] = other;
        }
        positions[End] = ids.Count - 1;
        if (positions.TryGetValue("S1", out var s1)) positions[BehindS1] = s1 + 1;
        return (new TaskRow(prompt, ids, answer, wrong, positions, twins), "");
    }

    IReadOnlyList<int> Ids(string text) => model.Tokens(text).Ids;

    /// <summary>The one token that an answer adds to a text; otherwise what it does instead.</summary>
    string? Next(TaskPrompt prompt, IReadOnlyList<int> ids, string answer, out int token)
    {
        var all = Ids(prompt.Text + answer);
        token = all[^1];
        if (!all.Take(ids.Count).SequenceEqual(ids)) return $"With '{answer}' behind it its own tokens change.";
        return all.Count == ids.Count + 1 ? null : $"'{answer}' is {all.Count - ids.Count} tokens behind it, not one.";
    }

    /// <summary>Where each word ends: the text up to there has the first of the text's tokens, and the last of these is the word's last.</summary>
    string? Positions(string text, IReadOnlyList<TaskWord> words, IReadOnlyList<int> ids, out Dictionary<string, int> positions)
    {
        positions = [];
        foreach (var word in words)
        {
            var before = Ids(text[..word.End]);
            if (!ids.Take(before.Count).SequenceEqual(before)) return $"No token ends where {word.Role}, '{word.Text}', does.";
            positions[word.Role] = before.Count - 1;
        }
        return null;
    }
}
