using System.Text;

namespace Overhear;

/// <summary>A sentence with places for words, written <c>{ROLE}</c>.</summary>
sealed class TaskTemplate
{
    readonly IReadOnlyList<(string Text, string? Role)> parts;

    public TaskTemplate(string text)
    {
        Text = text;
        var pieces = text.Split('{', '}'); // every second piece stood in braces
        parts = [.. pieces.Select((piece, at) => at % 2 == 0 ? (piece, (string?)null) : (piece, piece))];
        Roles = [.. parts.Where(part => part.Role is not null).Select(part => part.Role!)];
    }

    public string Text { get; }

    /// <summary>The roles, in the order of the text.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>What stands between the places.</summary>
    public IEnumerable<string> FixedText => parts.Where(part => part.Role is null).Select(part => part.Text);

    /// <summary>The sentence with its words, and where they stand.</summary>
    /// <param name="words">The word of every role.</param>
    /// <param name="placed">The words in the order of the text.</param>
    public string Fill(IReadOnlyDictionary<string, string> words, out IReadOnlyList<TaskWord> placed)
    {
        var text = new StringBuilder();
        var found = new List<TaskWord>();
        foreach (var (fixedText, role) in parts)
        {
            if (role is not null) found.Add(new TaskWord(role, words[role], text.Length));
            text.Append(role is null ? fixedText : words[role]);
        }
        placed = found;
        return text.ToString();
    }

    /// <summary>The sentence with other words, as a twin of that name.</summary>
    public TaskTwin Twin(string name, IReadOnlyDictionary<string, string> words)
    {
        var text = Fill(words, out var placed);
        return new TaskTwin(name, text, placed);
    }

    /// <summary>The template behind a sentence or another template, and a space.</summary>
    public TaskTemplate Behind(string sentence) => new($"{sentence} {Text}");
}
