namespace Overhear;

/// <summary>Bars of numbers that there are for every prompt: means with their standard errors.</summary>
static class PromptBars
{
    public static BarFigure Of(string title, IReadOnlyList<LogitPart> parts, string labelTitle, string valueTitle, string unit) =>
        Of(title, [.. parts.Select(p => p.Label)], [.. parts.Select(p => p.Values)], labelTitle, valueTitle, unit);

    public static BarFigure Of(string title, IReadOnlyList<string> labels, IReadOnlyList<PromptValues> values, string labelTitle, string valueTitle, string unit)
    {
        var prompts = values.Select(v => v.Values.Count).DefaultIfEmpty(1).Min(); // one prompt has no error
        var figure = Figure.Bars(
            title, labels, values.Select(v => v.Mean), prompts > 1 ? values.Select(v => v.StandardError) : null, labelTitle, valueTitle, unit, horizontal: true);
        return prompts == 1 ? figure : figure with { Notes = [$"Mean and its standard error over {prompts} prompts."] };
    }
}
