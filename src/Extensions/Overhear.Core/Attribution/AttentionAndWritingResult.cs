namespace Overhear;

/// <summary>How much a head looks at words and how much of them it writes. Plain data.</summary>
public sealed class AttentionAndWritingResult : IResult<AttentionAndWritingResult>
{
    internal AttentionAndWritingResult(HeadId head, IReadOnlyList<string> roles, IReadOnlyList<PromptValues> attention, IReadOnlyList<PromptValues> written, RunRecord record)
    {
        (Head, Roles, Record) = (head, roles, record);
        Attention = [.. attention.Select((values, role) => values.As($"attention of {head} from END to {roles[role]}", "", record))];
        Written = [.. written.Select((values, role) => values.As($"what {head} writes at END along {roles[role]}", "", record))];
    }

    /// <summary>The head.</summary>
    public HeadId Head { get; }

    /// <summary>The roles of the words.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>Of each role the attention from the last token, 0 to 1.</summary>
    public IReadOnlyList<PromptValues> Attention { get; }

    /// <summary>Of each role what the head writes along the word's column of the unembedding.</summary>
    public IReadOnlyList<PromptValues> Written { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The correlation of both over all words and prompts, −1 to 1 (Pearson's): the paper's ρ. NaN where one does not vary.</summary>
    public double Correlation => RankCorrelation.Pearson(Attention.SelectMany(role => role.Values), Written.SelectMany(role => role.Values));

    void IResult.Describe(ResultContent content) => content.Fact("of_head", $"{Head}").Axis("role", Roles).Axis("prompt", Attention[0].Values.Count)
        .Numbers("attention", "attention from the last token", "", ["role", "prompt"], Attention.SelectMany(role => role.Values))
        .Numbers("written", "what the head writes along the word's token", "", ["role", "prompt"], Written.SelectMany(role => role.Values));

    static AttentionAndWritingResult IResult<AttentionAndWritingResult>.Read(ResultReader reader)
    {
        PromptValues[] Values(string table) => [.. reader.Numbers(table, "role", "prompt").Chunk(Math.Max(1, reader.Size("prompt"))).Select(values => new PromptValues(values))];
        return new AttentionAndWritingResult(HeadId.Parse(reader.Text("of_head")), reader.Labels("role"), Values("attention"), Values("written"), reader.Record);
    }

    /// <summary>The head and the correlation.</summary>
    public override string ToString() => FormattableString.Invariant($"head {Head}: correlation {Correlation:0.##}");
}
