namespace Overhear;

/// <summary>Bars of numbers that there are for every prompt: means with their standard errors.</summary>
static class PromptBars
{
    public static BarFigure Of(string title, IReadOnlyList<LogitPart> parts, string labelTitle, string valueTitle, string unit)
    {
        var prompts = parts[0].Values.Values.Count;
        var figure = Figure.Bars(
            title, parts.Select(p => p.Label), parts.Select(p => p.Values.Mean), prompts > 1 ? parts.Select(p => p.Values.StandardError) : null,
            labelTitle, valueTitle, unit, horizontal: true);
        return prompts == 1 ? figure : figure with { Notes = [$"Mean and its standard error over {prompts} prompts."] };
    }
}
