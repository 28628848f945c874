namespace Overhear.Interactive.Tests;

/// <summary>What a cell gave: outputs in order, and its error where it failed.</summary>
public sealed record CellResult(IReadOnlyList<CellOutput> Outputs, string? Error, TimeSpan Elapsed)
{
    /// <summary>The output of the cell's last expression; the progress of a slow cell may be updated after it.</summary>
    public CellOutput Returned => Outputs.Last(o => o.Event == "ReturnValueProduced");

    /// <summary>The value of the cell's last expression, as text or, where it has none, as HTML.</summary>
    public string Value => Outputs.LastOrDefault(o => o.Event == "ReturnValueProduced") is { } value ? value.Text.Length > 0 ? value.Text : value.Html : "";

    /// <summary>All texts, one a line.</summary>
    public string AllText => string.Join('\n', Outputs.Select(o => o.Text.Length > 0 ? o.Text : o.Html));

    /// <summary>The result itself, which must be no error.</summary>
    public CellResult Ok()
    {
        Assert.True(Error is null, $"The cell failed: {Error}\n{AllText}");
        return this;
    }
}
