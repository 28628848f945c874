using System.Globalization;

namespace Overhear.Interactive;

/// <summary>One number for each prompt: their mean and its standard error, and the first of them.</summary>
sealed class PromptValuesFormatter : TableFormatter<PromptValues>
{
    const int Most = 20;

    public override Table ToTable(PromptValues value) => new(
        ["prompt", value.Unit.Length > 0 ? value.Unit : "value"],
        [.. value.Values.Take(Most).Select((number, prompt) => (IReadOnlyList<string>)[prompt.ToString(CultureInfo.InvariantCulture), Number.Short(number)])],
        value.Name.Length > 0 ? $"{value.Name}: {value}" : value.ToString(),
        value.Values.Count > Most ? $"The first {Most} of {value.Values.Count} prompts." : "");
}
