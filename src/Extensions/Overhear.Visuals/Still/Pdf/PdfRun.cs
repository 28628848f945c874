namespace Overhear;

/// <summary>Characters of one font.</summary>
/// <param name="Bytes">Their numbers in the font.</param>
/// <param name="IsSymbol">Whether the font is Symbol; else it is Helvetica.</param>
sealed record PdfRun(IReadOnlyList<byte> Bytes, bool IsSymbol);
