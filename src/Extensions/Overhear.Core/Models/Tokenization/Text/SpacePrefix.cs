namespace Overhear;

/// <summary>
/// What the pre-tokenizers Metaspace and ByteLevel of tokenizer.json change before they cut: a space in front of text that does not
/// begin with one, and, for Metaspace, the mark of a space for every space.
/// </summary>
/// <param name="Mark">The space as pieces write it: <c>▁</c>, or a space itself.</param>
/// <param name="Place">Where one is put in front.</param>
sealed record SpacePrefix(char Mark, PrefixPlace Place)
{
    /// <summary>The text that is cut.</summary>
    /// <param name="text">A text between special tokens.</param>
    /// <param name="first">Whether nothing stands before it.</param>
    public string Apply(string text, bool first)
    {
        var marked = text.Replace(' ', Mark);
        return Place == PrefixPlace.Always || (Place == PrefixPlace.First && first) ? (marked.StartsWith(Mark) ? marked : Mark + marked) : marked;
    }

    public override string ToString() => (Mark == ' ' ? "" : $"written as {Mark}, ") + Place switch
    {
        PrefixPlace.Never => "none put in front",
        PrefixPlace.First => "one put in front of the text",
        _ => "one put in front of every stretch between special tokens",
    };
}
