namespace Overhear;

/// <summary>Figures as files.</summary>
static class FigureFile
{
    /// <summary>Writes a figure in the form that the file's ending says.</summary>
    public static void Save(Figure figure, string filePath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(filePath);
        var ending = Path.GetExtension(filePath).ToLowerInvariant();
        switch (ending)
        {
            case ".svg":
                AtomicFile.WriteText(filePath, figure.ToSvg());
                break;
            case ".pdf":
                var pdf = PdfWriter.Write(StillDrawing.Whole(figure), figure.Title);
                AtomicFile.Write(filePath, stream => stream.Write(pdf));
                break;
            case ".html" or ".htm":
                AtomicFile.WriteText(filePath, FigurePage.Of(figure));
                break;
            case ".json":
                AtomicFile.WriteText(filePath, figure.ToPlotlyJson());
                break;
            case ".txt":
                AtomicFile.WriteText(filePath, figure.ToText() + "\n");
                break;
            default:
                throw new ArgumentException(
                    $"A figure cannot be saved as '{Path.GetFileName(filePath)}': {(ending.Length == 0 ? "it has no ending" : $"the ending {ending} is not known")}. Give a name that ends with .svg, .pdf, .html, .json or .txt.",
                    nameof(filePath));
        }
    }
}
