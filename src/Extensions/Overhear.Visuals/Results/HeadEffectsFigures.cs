namespace Overhear;

/// <summary>Figures of <see cref="HeadEffects"/>.</summary>
public static class HeadEffectsFigures
{
    /// <summary>The mean of each head, layers by heads. What is within two standard errors of 0 is faded, and only other cells say their number.</summary>
    /// <param name="effects">The numbers.</param>
    /// <param name="title">The title; what the numbers are where it is left out.</param>
    /// <param name="subtitle">A second line under the title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this HeadEffects effects, string? title = null, string subtitle = "", string notice = "")
    {
        var (texts, hovers, faded) = (new string[effects.Layers, effects.HeadsPerLayer], new string[effects.Layers, effects.HeadsPerLayer], new bool[effects.Layers, effects.HeadsPerLayer]);
        foreach (var head in effects.Heads)
        {
            var values = effects[head];
            faded[head.Layer, head.Head] = !values.IsClear && effects.Prompts > 1;
            texts[head.Layer, head.Head] = faded[head.Layer, head.Head] ? "" : FormattableString.Invariant($"{values.Mean:0.00}");
            hovers[head.Layer, head.Head] = $"head {head}: {values}";
        }
        return new HeatmapFigure(title ?? effects.Name, effects.Means())
        {
            Subtitle = subtitle,
            CellTexts = texts,
            HoverTexts = hovers,
            Faded = effects.Prompts == 1 ? null : faded,
            Notice = notice,
            Notes = [.. effects.Prompts == 1 ? [] : new[] { $"Mean over {effects.Prompts} prompts. A faded cell is within two standard errors of 0." }, .. FigureNotes.Where(effects.Record)],
        };
    }

    /// <summary>The heads with the largest numbers on either side of 0, as bars with their standard errors, the largest on top.</summary>
    /// <param name="effects">The numbers.</param>
    /// <param name="count">How many heads; at least 1.</param>
    /// <param name="title">The title; what the numbers are where it is left out.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <param name="label">What a bar is called: to mark heads of a role. "head 3.1" where it is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one head is asked for.</exception>
    public static BarFigure ToBarChart(this HeadEffects effects, int count = 10, string? title = null, string notice = "", Func<HeadId, string>? label = null)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one head has to be shown.");
        var shown = effects.Heads.OrderByDescending(head => Math.Abs(effects[head].Mean)).Take(count).OrderByDescending(head => effects[head].Mean);
        var figure = PromptBars.Of(title ?? effects.Name, [.. shown.Select(head => new LogitPart(label?.Invoke(head) ?? $"head {head}", effects[head]))], "head", effects.Name, effects.Unit);
        return figure with { Notice = notice, Notes = [.. figure.Notes, .. FigureNotes.Where(effects.Record)] };
    }
}
