using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>The patterns written out by hand against the expressions that they stand for.</summary>
[Trait("Category", "fast")]
public class TokenPatternTests
{
    static readonly TimeSpan limit = TimeSpan.FromSeconds(10);

    // Within the Basic Multilingual Plane .NET's \s, \p{L} and \p{N} are Unicode's.
    [Theory]
    [InlineData(Gpt2Pattern.Expression)]
    [InlineData(Gpt2Pattern.ShortExpression)]
    [InlineData(Llama3Pattern.Expression)]
    [InlineData(Llama3Pattern.SingleDigitExpression)]
    public void Cuts_as_the_expression_does(string expression)
    {
        StretchPattern pattern = expression switch
        {
            Llama3Pattern.Expression => new Llama3Pattern(mostDigits: 3),
            Llama3Pattern.SingleDigitExpression => new Llama3Pattern(mostDigits: 1),
            _ => new Gpt2Pattern(),
        };
        var regex = new Regex(expression, RegexOptions.CultureInvariant, limit);
        var random = new SeededRandom(1);
        for (var i = 0; i < 5_000; i++)
        {
            var text = RandomText.Next(random, 12, RandomText.Fragments);
            Assert.Equal(regex.Matches(text).Select(match => match.Value), Cut(pattern, text));
        }
    }

    [Theory]
    [InlineData("x𝔸y z", "x𝔸y", " z")]
    [InlineData("𝟘𝟙𝟚x", "𝟘𝟙𝟚", "x")]
    [InlineData("🙂🙃 🙂", "🙂🙃", " 🙂")]
    [InlineData("it'\u017F", "it", "'", "\u017F")]
    public void Letters_and_digits_beyond_the_basic_plane_are_one(string text, params string[] words) => Assert.Equal(words, Cut(new Gpt2Pattern(), text));

    [Theory]
    [InlineData("IT'S", "IT", "'S")]
    [InlineData("it'\u017Fx", "it", "'\u017Fx")]
    [InlineData("𝟘𝟙𝟚𝟛", "𝟘𝟙𝟚", "𝟛")]
    [InlineData("🙂a b", "🙂a", " b")]
    [InlineData("a \n\n b", "a", " \n\n", " b")]
    [InlineData("!!\n\nx", "!!\n\n", "x")]
    public void Llama_3(string text, params string[] words) => Assert.Equal(words, Cut(new Llama3Pattern(mostDigits: 3), text));

    [Theory]
    [InlineData(true, "ab12 3Ⅷ", "ab", "1", "2", " ", "3", "Ⅷ")]
    [InlineData(false, "ab12 3Ⅷ", "ab", "12", " ", "3Ⅷ")]
    [InlineData(true, "x²𝟘", "x", "²", "𝟘")]
    public void Digits(bool each, string text, params string[] words) => Assert.Equal(words, Cut(new DigitPattern(each), text));

    [Fact]
    public void White_space_between_words_is_lost() => Assert.Equal(["a", "b\u200Bc", "d"], Cut(new WordPattern(), " a\u00A0\tb\u200Bc\u3000d\n"));

    [Fact]
    public void Marks_of_spaces_begin_words() => Assert.Equal(["a", "▁b", "▁", "▁c"], Cut(new MetaspacePattern('▁'), "a▁b▁▁c"));

    [Fact]
    public void White_space_is_that_of_Unicode()
    {
        int[] space = [0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0x85, 0xA0, 0x1680, .. Enumerable.Range(0x2000, 11), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000];
        var found = Enumerable.Range(0, 0x110000).Where(point => point is < 0xD800 or > 0xDFFF)
            .Where(point => CodePoints.ClassAt(char.ConvertFromUtf32(point), 0, out _) == CodePointClass.Space);
        Assert.Equal(space, found);
    }

    static IEnumerable<string> Cut(StretchPattern pattern, string text) => pattern.PreTokenize(text).Select(place => text.Substring(place.Offset, place.Length));
}
