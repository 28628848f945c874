using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Writes pictures as PDF 1.4 of one page: the light colours, vectors, and text that can be selected. Equal pictures give equal bytes.</summary>
static class PdfWriter
{
    // A pixel of a picture is 1/96 inch, a point of PDF 1/72.
    const double Scale = 0.75;

    /// <summary>The file.</summary>
    public static byte[] Write(Picture picture, string title)
    {
        var content = new PdfContent();
        content.Draw(picture);
        var states = string.Concat(content.Opacities.Select((opacity, i) => FormattableString.Invariant($"/G{i} << /ca {opacity:0.##} /CA {opacity:0.##} >> ")));
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Number(picture.Width * Scale)} {Number(picture.Height * Scale)}] /Contents 4 0 R "
                + $"/Resources << /Font << /F0 5 0 R /F1 6 0 R /F2 7 0 R >> /ExtGState << {states}>> >> >>",
            $"<< /Length {content.Text.Length} >>\nstream\n{content.Text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
            $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(VisibleText.OfLabel(title)))}> /Producer (Overhear) >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        var places = new List<int>();
        foreach (var (index, text) in objects.Index())
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{text}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places) file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    internal static string Number(double number) => Math.Round(number, 2) is var rounded && rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
}
