namespace Overhear.Kernel;

/// <summary>Writes the card of a model that was trained here, with the picture of its losses.</summary>
static class ModelCard
{
    public static void Write(TeachingReport report, IReadOnlyList<TeachingReport> beside)
    {
        Losses(report).Save(Path.Combine(report.Folder, TeachingCard.LossesPicture));
        AtomicFile.WriteText(Path.Combine(report.Folder, "README.md"), TeachingCard.Write(report, beside));
    }

    /// <summary>The loss of each task over the steps of all stages, one after the other.</summary>
    static LineFigure Losses(TeachingReport report)
    {
        var stages = report.Training.Stages;
        var (points, from) = (new Dictionary<string, (List<double> X, List<double> Y)>(), 0);
        foreach (var stage in stages)
        {
            foreach (var (task, losses) in stage.ByTask)
                foreach (var (at, loss) in losses.Index().Where(mean => mean.Item is not null))
                {
                    if (!points.TryGetValue(task, out var line)) points[task] = line = ([], []);
                    line.X.Add(from + Math.Min((at + 1) * stage.Every, stage.Recipe.Steps));
                    line.Y.Add(loss!.Value);
                }
            from += stage.Recipe.Steps;
        }
        return Figure.Lines($"{TeachingModel.Name}, seed {report.Training.Seed}: loss by task", [.. points.Select(line => new LineSeries(line.Key, line.Value.X, line.Value.Y))],
            $"step ({string.Join(", then ", stages.Select(stage => stage.Stage))})", "loss of the tokens that count most", "", "nats");
    }
}
