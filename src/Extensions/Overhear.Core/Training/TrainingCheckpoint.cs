using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TorchSharp;

namespace Overhear;

/// <summary>
/// A training in one safetensors file: weights, the optimiser's state and the history as tensors; step, random numbers and what is
/// trained as notes. Written whole or not at all.
/// </summary>
static class TrainingCheckpoint
{
    const string Format = "overhear training 1";
    const string HistoryName = "history";
    const string TaskLossesName = "task_losses";
    const int HistoryColumns = 3; // loss, norm of the gradient, learning rate

    public static void Save(TrainingRun run, string filePath)
    {
        using var scope = torch.NewDisposeScope();
        var writer = new SafetensorsWriter();
        foreach (var (name, tensor) in Tensors(run))
            writer.Add(name, StorageType.F32, tensor.shape, stream => TensorMemory.Visit(tensor, (chunk, _) => stream.Write(chunk)));
        double[] history = [.. run.History.SelectMany(step => new[] { step.Loss, step.GradientNorm, step.LearningRate })];
        writer.AddDoubles(HistoryName, history, run.StepsDone, HistoryColumns);
        writer.AddDoubles(TaskLossesName, [.. run.TaskLosses.SelectMany(step => step)], run.StepsDone, run.Plan.Data.Tasks.Count);
        writer.AddMetadata("format", Format)
            .AddMetadata("step", run.StepsDone.ToString(CultureInfo.InvariantCulture))
            .AddMetadata("random", string.Join(' ', run.Random.Save().Select(word => word.ToString("x16", CultureInfo.InvariantCulture))));
        foreach (var (key, value) in Identity(run.Plan)) writer.AddMetadata(key, value);
        writer.Save(filePath);
    }

    /// <summary>Goes on with the training that the plan's checkpoint holds.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidFileException">The file is not valid, or holds another training; every difference is listed.</exception>
    public static TrainingRun Load(TrainingPlan plan)
    {
        using var file = SafetensorsFile.Open(plan.CheckpointFile!);
        Require(file, Differences(file, plan), "is no checkpoint of this training", "Resume with the settings it was begun with, or begin anew.");
        var history = file.Contains(HistoryName) ? file.ReadDoubles(HistoryName) : [];
        var tasks = plan.Data.Tasks.Count;
        var taskLosses = file.Contains(TaskLossesName) ? file.ReadDoubles(TaskLossesName) : [];
        Require(file, taskLosses.Length == tasks * (history.Length / HistoryColumns) ? [] : [$"it has {taskLosses.Length} losses of tasks; {tasks} for each step are needed"], "is no checkpoint that can be gone on from", null);
        var state = ReadState(file);
        var run = TrainingRun.Continue(plan, state, Enumerable.Range(0, history.Length / HistoryColumns)
            .Select(step => new TrainingStep(step, history[HistoryColumns * step], history[HistoryColumns * step + 1], history[HistoryColumns * step + 2])),
            Enumerable.Range(0, history.Length / HistoryColumns).Select(step => taskLosses.AsSpan(step * tasks, tasks).ToArray()));
        try
        {
            Fill(run, file);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>The recipe that a checkpoint's training follows.</summary>
    /// <exception cref="InvalidFileException">The file is not valid, or no checkpoint.</exception>
    public static TrainingRecipe ReadRecipe(string filePath)
    {
        using var file = SafetensorsFile.Open(filePath);
        try
        {
            if (file.Metadata.GetValueOrDefault("format") == Format && JsonSerializer.Deserialize<TrainingRecipe>(file.Metadata.GetValueOrDefault("recipe", "null")) is { } recipe) return recipe;
        }
        catch (JsonException) { }
        throw new InvalidFileException(filePath, "is no checkpoint of a training", [$"it does not say \"{Format}\" and by which recipe"]);
    }

    static void Fill(TrainingRun run, SafetensorsFile file)
    {
        using var scope = torch.NewDisposeScope();
        var problems = new List<string>();
        var tensors = Tensors(run).ToList();
        foreach (var (name, tensor) in tensors)
        {
            if (!file.Contains(name)) problems.Add($"{name} is missing");
            else if (file.Entry(name) is var entry && (entry.Type != StorageType.F32 || !entry.Shape.SequenceEqual(tensor.shape))) problems.Add($"{entry} should be F32 [{string.Join(", ", tensor.shape)}]");
        }
        if (file.Metadata["step"] != run.StepsDone.ToString(CultureInfo.InvariantCulture)) problems.Add($"it says step {file.Metadata["step"]} and has a history of {run.StepsDone} steps");
        if (run.StepsDone > run.Plan.Recipe.Steps) problems.Add($"it is at step {run.StepsDone} of {run.Plan.Recipe.Steps}");
        Require(file, problems, "is no checkpoint that can be gone on from", null);
        foreach (var (name, tensor) in tensors)
            TensorMemory.Visit(tensor, (chunk, offset) => file.Read(file.Entry(name), offset, chunk));
    }

    /// <summary>All that is float32, under its name in the file.</summary>
    static IEnumerable<(string Name, torch.Tensor Tensor)> Tensors(TrainingRun run)
    {
        var parameters = run.Weights.Parameters;
        for (var i = 0; i < parameters.Count; i++)
        {
            yield return ($"weights.{parameters[i].Name}", parameters[i].Tensor.detach());
            yield return ($"means.{parameters[i].Name}", run.Optimizer.Means[i]);
            yield return ($"squares.{parameters[i].Name}", run.Optimizer.Squares[i]);
        }
    }

    static Dictionary<string, string> Identity(TrainingPlan plan) => new()
    {
        ["config"] = JsonSerializer.Serialize(plan.Config),
        ["recipe"] = JsonSerializer.Serialize(plan.Recipe),
        ["data"] = plan.Data.Description,
        ["start"] = plan.Start?.Record().ModelHash ?? "new weights",
    };

    static IReadOnlyList<string> Differences(SafetensorsFile file, TrainingPlan plan)
    {
        if (file.Metadata.GetValueOrDefault("format") != Format) return [$"its format is not \"{Format}\""];
        string[] needed = ["step", "random", .. Identity(plan).Keys];
        string[] missing = [.. needed.Where(key => !file.Metadata.ContainsKey(key)).Select(key => $"it does not say its {key}")];
        if (missing.Length > 0) return missing;
        var problems = new List<string>();
        foreach (var (key, value) in Identity(plan))
        {
            var saved = file.Metadata[key];
            if (saved == value) continue;
            if (key is "data") problems.Add($"its data are \"{saved}\"; asked for are \"{value}\"");
            else if (key is "start") problems.Add($"it began with {saved}; asked for is {value}");
            else problems.AddRange(Differences(key, saved, value));
        }
        return problems;
    }

    static IEnumerable<string> Differences(string what, string saved, string asked)
    {
        JsonObject? before;
        try { before = JsonNode.Parse(saved) as JsonObject; }
        catch (JsonException) { before = null; }
        if (before is null) return [$"its {what} cannot be read"];
        var now = JsonNode.Parse(asked)!.AsObject();
        return before.Select(field => field.Key).Union(now.Select(field => field.Key))
            .Where(key => before[key]?.ToJsonString() != now[key]?.ToJsonString())
            .Select(key => $"its {what} has {key} {before[key]?.ToJsonString() ?? "null"}; asked for is {now[key]?.ToJsonString() ?? "null"}");
    }

    static ulong[] ReadState(SafetensorsFile file)
    {
        var words = file.Metadata["random"].Split(' ').Select(word => ulong.TryParse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) ? bits : (ulong?)null).ToList();
        if (words.Count == 4 && words.All(word => word is not null) && words.Any(word => word != 0)) return [.. words.Select(word => word!.Value)];
        throw new InvalidFileException(file.FilePath, "is no checkpoint that can be gone on from", ["its random numbers are not four words that are not all 0"]);
    }

    static void Require(SafetensorsFile file, IReadOnlyList<string> problems, string what, string? advice)
    {
        if (problems.Count > 0) throw new InvalidFileException(file.FilePath, what, problems, advice);
    }
}
