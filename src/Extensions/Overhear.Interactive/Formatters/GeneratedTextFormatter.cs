using System.Net;

namespace Overhear.Interactive;

/// <summary>A prompt and its continuation, told apart, and why it ended.</summary>
sealed class GeneratedTextFormatter : ValueFormatter<GeneratedText>
{
    public override string ToHtml(GeneratedText value) =>
        $"<div style=\"white-space:pre-wrap\"><span style=\"opacity:.7\">{WebUtility.HtmlEncode(value.Prompt)}</span><b>{WebUtility.HtmlEncode(value.Continuation)}</b></div>"
        + $"<p><small>{WebUtility.HtmlEncode(Note(value))}</small></p>";

    public override string ToText(GeneratedText value) => $"{value}\n({Note(value)})";

    static string Note(GeneratedText value) => $"{value.NewIds.Count} new tokens; ended at {value.StoppedAt}.";
}
