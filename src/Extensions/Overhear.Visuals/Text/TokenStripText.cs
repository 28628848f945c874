namespace Overhear;

static class TokenStripText
{
    public static IEnumerable<string> Lines(TokenStripFigure figure, TextLimits limits)
    {
        var format = NumberFormat.For(figure.Values);
        var table = new TextTable().Column("", right: true).Column("token").Column(VisibleText.OfLabel(AxisTitle.Of(figure.ValueTitle, figure.Unit)), right: true, most: 40);
        for (var i = 0; i < figure.Tokens.Count; i++)
            table.Row(i.ToString(System.Globalization.CultureInfo.InvariantCulture), VisibleText.OfToken(figure.Tokens[i]), format.Write(figure.Values[i]));
        return table.Lines(limits);
    }
}
