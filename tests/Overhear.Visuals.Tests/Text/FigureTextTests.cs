namespace Overhear.Tests;

[Trait("Category", "fast")]
public class FigureTextTests
{
    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Looks_as_approved(string name) => Approval.Matches($"{name}.txt", Samples.All[name].ToText());

    [Fact]
    public void Hostile_text_looks_as_approved() => Approval.Matches("hostile.txt", Samples.Hostile["bars"].ToText(maxRows: 100));

    [Theory]
    [InlineData(40)]
    [InlineData(72)]
    [InlineData(200)]
    public void No_line_is_longer_than_asked(int width)
    {
        var table = new double[50, 60];
        table[3, 4] = -1234.5;
        string[] rows = [.. Enumerable.Range(0, 50).Select(i => $"a rather long row label {i}")], columns = [.. Enumerable.Range(0, 60).Select(i => $"column {i}")];
        Figure[] figures =
        [
            Figure.Heatmap("a title of some words that is longer than a narrow line can be", table, rows, columns).Annotated(notice: "Words that have to be broken over lines as well."),
            Figure.Lines("t", Enumerable.Range(0, 30).Select(i => LineSeries.Of($"series {i}", Enumerable.Range(0, 300).Select(x => (double)x * i)))),
            Figure.Bars("t", rows, Enumerable.Range(0, 50).Select(i => i - 25.0)),
            Figure.AttentionOfLayer("t", columns, 0, Samples.CausalPattern(1, 60)),
            Figure.TokenStrip("t", rows, Enumerable.Range(0, 50).Select(i => (double)i)),
        ];
        foreach (var figure in figures)
            Assert.All(figure.ToText(width).Split('\n').Where(line => !line.StartsWith("·", StringComparison.Ordinal) && !line.StartsWith("rows:", StringComparison.Ordinal)), line => Assert.InRange(TextWidth.Of(line), 0, width));
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var table = Figure.Heatmap("t", new double[45, 100], Enumerable.Range(0, 45).Select(i => $"{i}"), Enumerable.Range(0, 100).Select(i => $"c{i}"));
        var lines = table.ToText(maxWidth: 60, maxRows: 5).Split('\n');
        Assert.Contains("… 40 more rows", lines);
        var shown = lines.Single(line => line.Contains("c0", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.Contains($"… {100 - shown} more columns to the right", lines);
        Assert.Contains("… 1 more row", table.ToText(maxRows: 44), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_stay_aligned_whatever_the_tokens()
    {
        var lines = Figure.TokenStrip("", ["a", "日本", "🙂", "é", "שלום", "abcdefgh"], [1, 1, 1, 1, 1, 1]).ToText().Split('\n')[1..];
        Assert.Single(lines.Select(TextWidth.Of).Distinct());
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public void Curves_with_common_points_are_listed_and_others_summed_up()
    {
        Assert.Contains("3.250", Samples.Lines.ToText(), StringComparison.Ordinal);
        var apart = Figure.Lines("t", [new LineSeries("a", [0, 1, 2], [1, 2, 3]), new LineSeries("b", [0, 5], [7, 9])]).ToText();
        Assert.Contains("▁▅█", apart, StringComparison.Ordinal);
        Assert.Contains("0 … 5", apart, StringComparison.Ordinal);
    }

    [Fact]
    public void Exactly_nothing_differs_from_nearly_nothing()
    {
        var text = Figure.Heatmap("t", new[,] { { 0, 0.0000001, -0.0000001, 1.5 } }, ["r"], ["a", "b", "c", "d"]).ToText();
        Assert.Matches(@"r +0 +0\.000 +−0\.000 +1\.500", text);
    }

    [Fact]
    public void Limits_that_leave_no_room_are_refused()
    {
        Assert.Contains("at least 40", Assert.Throws<ArgumentOutOfRangeException>(() => Samples.Bars.ToText(maxWidth: 39)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => Samples.Bars.ToText(maxRows: 0)).Message, StringComparison.Ordinal);
    }
}
