namespace Overhear;

/// <summary>One text of a <see cref="TextCorpus"/>: a story, a letter, a list. Plain data.</summary>
public sealed class TextDocument
{
    readonly (int Start, int End)[] places;

    internal TextDocument(string name, string text)
    {
        (Name, Text) = (name, text);
        places = [.. Blocks(text)];
        Paragraphs = [.. places.Select(place => text[place.Start..place.End])];
        WordCount = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }

    /// <summary>The file within the corpus, without its extension, with '/' between its parts.</summary>
    public string Name { get; }

    /// <summary>Its first line, without the marks of a heading.</summary>
    public string Title => Paragraphs[0].Split('\n')[0].TrimStart('#', ' ').TrimEnd();

    /// <summary>All of it; lines end with a line feed, no byte order mark stands in front.</summary>
    public string Text { get; }

    /// <summary>What stands between empty lines, the title included; a list or a verse is one paragraph of several lines.</summary>
    public IReadOnlyList<string> Paragraphs { get; }

    /// <summary>Words: what stands between white space.</summary>
    public int WordCount { get; }

    /// <summary>At which character each paragraph begins.</summary>
    internal int Start(int paragraph) => places[paragraph].Start;

    /// <summary>The title and how many words.</summary>
    public override string ToString() => FormattableString.Invariant($"{Title} ({Name}), {Paragraphs.Count} paragraphs, {WordCount} words");

    static IEnumerable<(int Start, int End)> Blocks(string text)
    {
        var (start, end, at) = (-1, -1, 0);
        while (at < text.Length)
        {
            var lineEnd = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            if (!string.IsNullOrWhiteSpace(text[at..lineEnd]))
            {
                if (start < 0) start = at;
                end = lineEnd;
            }
            else if (start >= 0)
            {
                yield return (start, end);
                start = -1;
            }
            at = lineEnd + 1;
        }
        if (start >= 0) yield return (start, end);
    }
}
