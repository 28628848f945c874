namespace Overhear;

/// <summary>What a run needs to hold before anything is computed; every problem is reported at once.</summary>
static class RunChecks
{
    public static void Require(TransformerModel model, TokenBatch tokens, RunOptions options)
    {
        var config = model.Config;
        var problems = new List<string>(tokens.Problems(config));
        foreach (var edit in options.Edits)
            if (HookShape.WhyMissing(config, edit.Point) is { } why) problems.Add($"An edit is at {edit.Point}. {why}");
        foreach (var pattern in options.Keep.Unmatched(model.HookPoints))
            problems.Add($"'{pattern}' fits no hook point of {model.Name}; there are, for instance, {string.Join(", ", model.HookPoints.Where(p => p.Layer is null or 0).Select(p => p.Name))}.");
        foreach (var point in options.Keep.Asked.Where(p => HookShape.WhyMissing(config, p) is not null))
            problems.Add($"The run shall keep {point}. {HookShape.WhyMissing(config, point)}");

        var (first, end) = (options.StartAtLayer ?? 0, options.StopAtLayer ?? config.Layers);
        if (first < 0 || first >= config.Layers) problems.Add($"The run starts at layer {first}; layers are 0 to {config.Layers - 1}.");
        if (end < 0 || end > config.Layers) problems.Add($"The run stops before layer {end}; that may be 0 to {config.Layers}, where {config.Layers} runs all.");
        if (end < first) problems.Add($"The run starts at layer {first} and stops before layer {end}.");
        if (options.StartAtLayer.HasValue != options.StartResidual is not null)
            problems.Add("To start at a layer, give both the layer and the residual stream that enters it.");
        if (options.StartResidual is { } residual && !residual.shape.SequenceEqual([tokens.Rows, tokens.Length, config.DModel]))
            problems.Add($"The residual stream to start from is [{string.Join(", ", residual.shape)}]; for these tokens it is [{tokens.Rows}, {tokens.Length}, {config.DModel}].");
        if (options.GradientOf is not null && (end < config.Layers || options.Logits == LogitsAt.Nowhere))
            problems.Add("A gradient is taken of a number computed from logits, and this run computes none.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));

        var bytes = model.CacheBytes(tokens, options.Keep);
        if (bytes > Work.Current.MemoryBudget)
            throw new ArgumentException(FormattableString.Invariant(
                $"Keeping {options.Keep} of {tokens.Rows} × {tokens.Length} tokens takes {bytes / 1e9:0.00} GB, and the memory budget is {Work.Current.MemoryBudget / 1e9:0.00} GB. Keep fewer places, run fewer prompts at a time, or raise the budget with Work.Begin(memoryBudget: …)."));
    }
}
