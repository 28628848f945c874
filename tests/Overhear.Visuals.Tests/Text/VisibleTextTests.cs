namespace Overhear.Tests;

[Trait("Category", "fast")]
public class VisibleTextTests
{
    [Theory]
    [InlineData(" the", "·the")]
    [InlineData("  ", "··")]
    [InlineData("New York ", "New York·")]
    [InlineData("\n\r\t\0", "↵␍⇥␀")]
    [InlineData("\u001b[31m", "␛[31m")]
    [InlineData("\u007F\u0085", "\\u007F\\u0085")]
    [InlineData("\u202Eabc", "\\u202Eabc")]
    [InlineData("a\u200Bb", "a\\u200Bb")]
    [InlineData("\u00A0\u2028", "\\u00A0\\u2028")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    [InlineData("\u200D", "\\u200D")]
    [InlineData("\u0301", "◌\u0301")]
    [InlineData("é", "é")]
    [InlineData("\U000E0041", "\\uE0041")]
    [InlineData("", "∅")]
    [InlineData(null, "∅")]
    [InlineData("<b>", "<b>")]
    public void All_of_a_token_can_be_seen(string? token, string visible) => Assert.Equal(visible, VisibleText.OfToken(token));

    [Fact]
    public void Halves_of_characters_are_written_out()
    {
        Assert.Equal("\\uD83D", VisibleText.OfToken("\uD83D"));
        Assert.Equal("x\\uDE00y", VisibleText.OfToken("x\uDE00y"));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧…")]
    public void A_cut_falls_between_characters(string text, int length, string cut) => Assert.Equal(cut, VisibleText.Cut(text, length));

    [Fact]
    public void Labels_that_come_twice_get_their_positions()
    {
        Assert.Equal(["a", "the [1]", "b", "the [3]"], UniqueLabels.Of(["a", "the", "b", "the"]));
        var awkward = UniqueLabels.Of(["a [1]", "a", "a", "", ""]);
        Assert.Equal(5, awkward.Distinct().Count());
        Assert.Equal("a [1]", awkward[0]);
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("🙂", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("", 0)]
    public void Width_is_counted_in_columns(string text, int width) => Assert.Equal(width, TextWidth.Of(text));
}
