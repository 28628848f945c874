using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class FigureFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-figures-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_name_says_the_form()
    {
        Assert.Equal(Samples.Bars.ToSvg(), Saved("bars.svg", Samples.Bars));
        Assert.StartsWith("%PDF-1.4", Saved("bars.PDF", Samples.Bars), StringComparison.Ordinal);
        Assert.Contains(Samples.Table.ToHtml(), Saved("table.html", Samples.Table), StringComparison.Ordinal);
        Assert.Equal(Samples.Bars.ToText() + "\n", Saved("bars.txt", Samples.Bars));
        using var json = JsonDocument.Parse(Saved("bars.json", Samples.Bars));
        Assert.Equal(5, Directory.GetFiles(Path.Combine(folder, "new")).Length);
    }

    [Fact]
    public void A_page_holds_plotly_once_if_it_needs_it()
    {
        Assert.Single(Regex.Matches(Saved("a.html", Samples.Lines), "plotly.js v"));
        Assert.DoesNotContain("plotly.js v", Saved("b.html", Samples.TokenStrip), StringComparison.Ordinal);
        Assert.DoesNotMatch("<(script|link|img|iframe)[^>]+(src|href)=", FigurePage.Of(Samples.Lines));
    }

    [Theory]
    [InlineData("bars.png", "the ending .png is not known")]
    [InlineData("bars", "it has no ending")]
    public void Another_ending_is_one_clear_error_and_no_file(string name, string says)
    {
        var message = Assert.Throws<ArgumentException>(() => Samples.Bars.Save(Path.Combine(folder, name))).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains(".svg, .pdf, .html", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void A_PDF_finds_all_its_objects(string name)
    {
        var pdf = Pdf(Samples.All[name]);
        var table = int.Parse(Regex.Match(pdf, @"startxref\n(\d+)\n%%EOF\n$").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n0 9\n0000000000 65535 f \n", pdf[table..], StringComparison.Ordinal);
        var places = Regex.Matches(pdf[table..], @"^(\d{10}) 00000 n $", RegexOptions.Multiline).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(8, places.Count);
        foreach (var (index, place) in places.Index())
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n"), pdf[place..], StringComparison.Ordinal);
        var length = int.Parse(Regex.Match(pdf, @"/Length (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        var start = pdf.IndexOf("stream\n", StringComparison.Ordinal) + 7;
        Assert.StartsWith("\nendstream\nendobj", pdf[(start + length)..], StringComparison.Ordinal);
        Assert.Equal(Regex.Count(pdf, @"^q\b", RegexOptions.Multiline), Regex.Count(pdf, @"\bQ$", RegexOptions.Multiline));
        Assert.DoesNotMatch("NaN|Infinity|∞", pdf);
        Assert.Equal(pdf, Pdf(Samples.All[name]));
    }

    [Theory]
    [InlineData(" the", "B7746865")]
    [InlineData("</div>", "3C2F6469763E")]
    [InlineData("−1", "2D|31")]
    [InlineData("日", "5C7536354535")]
    [InlineData("é€…", "E98085")]
    public void A_PDF_shows_every_character_or_says_which_it_is(string token, string hex)
    {
        var pdf = Pdf(Figure.TokenStrip("t", [token], [1]));
        Assert.Contains(hex, string.Join('|', Regex.Matches(pdf, "<([0-9A-F]+)> Tj").Select(match => match.Groups[1].Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_replaced_whole()
    {
        var path = Path.Combine(folder, "figure.svg");
        Samples.Bars.Save(path);
        Samples.Lines.Save(path);
        Assert.Equal(Samples.Lines.ToSvg(), File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    static string Pdf(Figure figure) => Encoding.Latin1.GetString(PdfWriter.Write(StillDrawing.Whole(figure), figure.Title));

    string Saved(string name, Figure figure)
    {
        var path = Path.Combine(folder, "new", name);
        figure.Save(path);
        return File.ReadAllText(path);
    }
}
