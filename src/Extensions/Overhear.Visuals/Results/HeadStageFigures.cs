namespace Overhear;

/// <summary>Figures of <see cref="HeadStage"/>: each head in two tasks.</summary>
public static class HeadStageFigures
{
    /// <summary>Each head's effect in both tasks, one point a head (Merullo et al. 2023, figure 3).</summary>
    /// <param name="stage">The stage with both tasks' effects.</param>
    /// <param name="first">The first task's name.</param>
    /// <param name="second">The second task's name.</param>
    /// <param name="title">The title; the stage where it is left out.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static ScatterFigure ToScatter(this HeadStage stage, string first, string second, string? title = null, string notice = "") => Figure.Scatter(
        title ?? $"Each head in both tasks: {stage.Name}",
        [new ScatterSeries("heads", stage.First.Heads.Select(head => stage.First[head].Mean), stage.First.Heads.Select(head => stage.Second[head].Mean), labels: stage.First.Heads.Select(head => $"{head}"))],
        Axis(first, stage.First), Axis(second, stage.Second), references: [new ReferenceLine(0), new ReferenceLine(0, IsVertical: true)]) with
    {
        Subtitle = FormattableString.Invariant($"rank correlation {RankCorrelation.Spearman(stage.First.Heads.Select(head => stage.First[head].Mean), stage.First.Heads.Select(head => stage.Second[head].Mean)):0.00}"),
        Notice = notice, Notes = [.. FigureNotes.Where(stage.First.Record)],
    };

    /// <summary>By how much each head matters more in the first task, layers by heads (Merullo et al. 2023, figure 3): the size of its mean effect there less that in the second task.</summary>
    /// <param name="stage">The stage with both tasks' effects.</param>
    /// <param name="first">The first task's name.</param>
    /// <param name="second">The second task's name.</param>
    /// <param name="percent">The share of heads, in percent, that counts as most important in a task: all but those of either task are faded.</param>
    /// <param name="title">The title; the stage where it is left out.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and at most 100.</exception>
    public static HeatmapFigure ToHeatmap(this HeadStage stage, string first, string second, double percent = 2, string? title = null, string notice = "")
    {
        if (percent is not (> 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percent), percent, "The share of heads is above 0 and at most 100 %.");
        var (layers, heads) = (stage.First.Layers, stage.First.HeadsPerLayer);
        var count = Math.Max(1, (int)Math.Round(layers * heads * percent / 100, MidpointRounding.AwayFromZero));
        HashSet<HeadId> ofFirst = [.. Top(stage.First, count)], ofSecond = [.. Top(stage.Second, count)];
        var (values, texts, hovers, faded) = (new double[layers, heads], new string[layers, heads], new string[layers, heads], new bool[layers, heads]);
        foreach (var head in stage.First.Heads)
        {
            var (one, other) = (stage.First[head].Mean, stage.Second[head].Mean);
            values[head.Layer, head.Head] = Math.Abs(one) - Math.Abs(other);
            var tasks = (ofFirst.Contains(head), ofSecond.Contains(head)) switch { (true, true) => "both", (true, false) => first, (false, true) => second, _ => "" };
            (texts[head.Layer, head.Head], faded[head.Layer, head.Head]) = (tasks, tasks.Length == 0);
            hovers[head.Layer, head.Head] = FormattableString.Invariant($"head {head}: {first} {one:0.###}, {second} {other:0.###}{(tasks.Length == 0 ? "" : $"; among the most important: {tasks}")}");
        }
        var cells = stage.First.Means();
        return new HeatmapFigure(title ?? $"Who matters in which task: {stage.Name}", new LabelledMatrix($"importance in {first} less that in {second}", values, cells.Rows, cells.Columns, cells.RowTitle, cells.ColumnTitle, stage.First.Unit))
        {
            Scale = ColourScale.Diverging, CellTexts = texts, HoverTexts = hovers, Faded = faded, Notice = notice,
            Subtitle = FormattableString.Invariant($"importance: the size of the mean effect; named are the top {percent:0.##} %: {count} {(count == 1 ? "head" : "heads")} of each task"),
            Notes = [.. FigureNotes.Where(stage.First.Record)],
        };
    }

    /// <summary>The most important heads of both tasks, stage by stage, by the size of their mean effect.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="first">The first task's name.</param>
    /// <param name="second">The second task's name.</param>
    /// <param name="count">How many heads of each; at least 1.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one head is asked for.</exception>
    public static TableFigure ToTable(this IEnumerable<HeadStage> stages, string first, string second, int count = 8, string title = "The most important heads", string notice = "")
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one head has to be shown.");
        return Figure.Table(title, ["stage", "place", first, second], stages.SelectMany(stage =>
        {
            var (one, other) = (Top(stage.First, count), Top(stage.Second, count));
            var both = one.Intersect(other).ToHashSet();
            string Shown(HeadEffects of, IReadOnlyList<HeadId> heads, int place) => place >= heads.Count ? "" : FormattableString.Invariant($"{heads[place]} ({of[heads[place]].Mean:0.00}){(both.Contains(heads[place]) ? " both" : "")}");
            return Enumerable.Range(0, Math.Max(one.Count, other.Count)).Select(place => new[] { place == 0 ? stage.Name : "", $"{place + 1}", Shown(stage.First, one, place), Shown(stage.Second, other, place) });
        })) with
        {
            Notice = notice, Notes = [$"Up to {count} heads of each task, by the size of their mean effect, which stands in brackets; heads that have none to two digits are left out. Both: among those of the other task too."],
        };
    }

    /// <summary>The heads with the largest mean effects, whatever their sign; none that is 0 to two digits.</summary>
    static IReadOnlyList<HeadId> Top(HeadEffects effects, int count) => [.. effects.Heads.Where(head => Math.Abs(effects[head].Mean) >= .005).OrderByDescending(head => Math.Abs(effects[head].Mean)).Take(count)];

    static string Axis(string task, HeadEffects effects) => $"{task}: {effects.Name}{(effects.Unit.Length > 0 ? $" ({effects.Unit})" : "")}";
}
