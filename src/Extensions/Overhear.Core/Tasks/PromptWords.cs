using System.Globalization;

namespace Overhear;

/// <summary>The words of a text, as spaces divide it, without the marks around them.</summary>
sealed class PromptWords
{
    readonly string text;
    readonly IReadOnlyList<(int Start, int End)> words;

    public PromptWords(string text)
    {
        this.text = text;
        var found = new List<(int, int)>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            var (first, last) = (at, end);
            while (first < last && IsMark(text[first])) first++;
            while (last > first && IsMark(text[last - 1])) last--;
            found.Add(first < last ? (first, last) : (at, end)); // nothing but marks is a word too
            at = end;
        }
        words = found;
    }

    public int Count => words.Count;

    /// <summary>The words from one to another as one, under a role.</summary>
    public TaskWord Span(string role, int first, int last) => new(role, text[words[first].Start..words[last].End], words[first].Start);

    /// <summary>Finds a word, or several in a row, by text or place; else says why there is none.</summary>
    /// <param name="given">As <see cref="OwnPrompt.Positions"/> describes it.</param>
    public (int First, int Last, string? Why) Find(string given)
    {
        var places = Occurrences(given);
        if (places.Count == 1) return (places[0].First, places[0].Last, null);
        if (places.Count > 1) return (0, 0, $"'{given}' stands there {places.Count} times; say which: '{given}#1' to '{given}#{places.Count}'");
        if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place))
        {
            var at = place < 0 ? Count + place : place;
            return at >= 0 && at < Count ? (at, at, null) : (0, 0, $"there is no word {place}; the text has the words 0 to {Count - 1}");
        }
        var mark = given.LastIndexOf('#');
        if (mark > 0 && int.TryParse(given.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var which))
        {
            places = Occurrences(given[..mark]);
            if (which >= 1 && which <= places.Count) return (places[which - 1].First, places[which - 1].Last, null);
            return (0, 0, $"'{given[..mark]}' stands there {places.Count} times, so there is no '{given}'");
        }
        return (0, 0, $"'{given}' is no word of the text");
    }

    /// <summary>Where a text stands that begins where a word does and ends where one does.</summary>
    List<(int First, int Last)> Occurrences(string given)
    {
        var found = new List<(int, int)>();
        if (given.Length == 0) return found;
        for (var first = 0; first < words.Count; first++)
        {
            var end = words[first].Start + given.Length;
            if (end > text.Length || string.CompareOrdinal(text, words[first].Start, given, 0, given.Length) != 0) continue;
            for (var last = first; last < words.Count && words[last].End <= end; last++)
                if (words[last].End == end) found.Add((first, last));
        }
        return found;
    }

    // $5, C# and the like keep their marks: only what sentences put around words is taken off.
    static bool IsMark(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or '"' or '\'' or '(' or ')' or '[' or ']' or '{' or '}' or '“' or '”' or '‘' or '’' or '«' or '»' or '…';
}
