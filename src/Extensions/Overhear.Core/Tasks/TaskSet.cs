namespace Overhear;

/// <summary>The prompts of a task that a model can be asked: as token ids, with the tokens of their answers and the places of their words. Plain data.</summary>
/// <remarks>
/// A prompt is kept where the model has tokens for it, its two answers are one token each behind it, its twins are as long as it is with
/// their words at its words' places, and each word ends where a token does. What was dropped is in <see cref="Dropped"/>, with the reason.
/// </remarks>
public sealed class TaskSet
{
    const int ReasonsShown = 3;

    TaskSet(IReadOnlyList<TaskRow> rows, IReadOnlyList<DroppedPrompt> dropped)
    {
        (Rows, Dropped) = (rows, dropped);
        Batch = TokenBatch.FromIds(rows.Select(row => row.Ids));
        Metric = new LogitDifference([.. rows.Select(row => row.AnswerId)], [.. rows.Select(row => row.WrongId)]);
    }

    /// <summary>Reads prompts with a model's tokenizer, and keeps those that it can be asked.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Prompts of one task or of several.</param>
    /// <exception cref="ArgumentException">There is none that it can be asked; the message says why not.</exception>
    public static TaskSet Of(TransformerModel model, IEnumerable<TaskPrompt> prompts)
    {
        var (rows, dropped) = Read(model, prompts);
        if (rows.Count > 0) return new TaskSet(rows, dropped);
        if (dropped.Count == 0) throw new ArgumentException("No prompt is given. Give at least one.", nameof(prompts));
        var reasons = dropped.Take(ReasonsShown).Select(prompt => $"'{prompt.Prompt.Text}': {prompt.Why}");
        throw new ArgumentException(
            $"{model.Name} can be asked none of the {dropped.Count} prompts that are given. The first reasons:{Environment.NewLine}{string.Join(Environment.NewLine, reasons)}", nameof(prompts));
    }

    /// <summary>As <see cref="Of"/>; null where there is no prompt that the model can be asked.</summary>
    public static TaskSet? TryOf(TransformerModel model, IEnumerable<TaskPrompt> prompts)
    {
        var (rows, dropped) = Read(model, prompts);
        return rows.Count > 0 ? new TaskSet(rows, dropped) : null;
    }

    /// <summary>The prompts that were kept, in their order.</summary>
    public IReadOnlyList<TaskRow> Rows { get; }

    /// <summary>Those that were not, and why.</summary>
    public IReadOnlyList<DroppedPrompt> Dropped { get; }

    /// <summary>How many were kept.</summary>
    public int Count => Rows.Count;

    /// <summary>The prompts, the shorter ones padded on the right, so that <see cref="Positions"/> hold in it.</summary>
    public TokenBatch Batch { get; }

    /// <summary>The logit of each prompt's answer minus that of its wrong one, at its last token.</summary>
    public LogitDifference Metric { get; }

    /// <summary>The twins of that name, a row for each prompt.</summary>
    /// <exception cref="ArgumentException">A prompt has none; the message lists the twins that all have.</exception>
    public TokenBatch Twin(string name) => TokenBatch.FromIds(Each(row => row.Twins, name, "twin"));

    /// <summary>The prompts beside the twins of that name, as patching takes them.</summary>
    /// <exception cref="ArgumentException">A prompt has none; the message lists the twins that all have.</exception>
    public TwinPrompts Against(string twin) => new(Batch, Twin(twin), Metric)
    {
        Positions = Rows[0].Positions.Keys.Where(role => Rows.All(row => row.Positions.ContainsKey(role))).ToDictionary(role => role, Positions),
    };

    /// <summary>Where that role's word ends in each prompt: positions of <see cref="Batch"/>.</summary>
    /// <param name="role">A role of the prompts' words, END for the last token, or S1+1 for the token behind S1.</param>
    /// <exception cref="ArgumentException">A prompt has none; the message lists the roles that all have.</exception>
    public IReadOnlyList<int> Positions(string role) => Each(row => row.Positions, role, "role");

    /// <summary>The prompts in runs of so many rows, padded as they are in <see cref="Batch"/>, with their metric and the first one's number.</summary>
    internal IEnumerable<(TokenBatch Tokens, LogitDifference Metric, int First)> Chunks(int rows) => Enumerable.Range(0, (Count + rows - 1) / rows).Select(chunk =>
    {
        var (first, count) = (chunk * rows, Math.Min(rows, Count - chunk * rows));
        return (Batch.Slice(first, count), Metric.SliceOf(first, count), first);
    });

    /// <summary>How many prompts were kept and dropped.</summary>
    public override string ToString() => $"{Count} prompts, {Dropped.Count} dropped";

    List<T> Each<T>(Func<TaskRow, IReadOnlyDictionary<string, T>> of, string name, string what)
    {
        var without = Rows.Count(row => !of(row).ContainsKey(name));
        if (without == 0) return [.. Rows.Select(row => of(row)[name])];
        var known = of(Rows[0]).Keys.Where(key => Rows.All(row => of(row).ContainsKey(key))).ToList();
        throw new ArgumentException($"{without} of the {Count} prompts have no {what} '{name}'; all have {(known.Count == 0 ? "none" : string.Join(", ", known))}.", nameof(name));
    }

    static (List<TaskRow> Rows, List<DroppedPrompt> Dropped) Read(TransformerModel model, IEnumerable<TaskPrompt> prompts)
    {
        var reader = new TaskRowReader(model);
        var (rows, dropped) = (new List<TaskRow>(), new List<DroppedPrompt>());
        foreach (var prompt in prompts)
        {
            var (row, why) = reader.Read(prompt);
            if (row is not null) rows.Add(row);
            else dropped.Add(new DroppedPrompt(prompt, why));
        }
        return (rows, dropped);
    }
}
