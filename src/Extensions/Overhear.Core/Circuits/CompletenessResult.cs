namespace Overhear;

/// <summary>The circuit and the model without many parts of the circuit. Plain data.</summary>
public sealed class CompletenessResult : IResult<CompletenessResult>
{
    const string Removals = "removed";

    internal CompletenessResult(IEnumerable<CompletenessPoint> points, RunRecord record)
    {
        Record = record;
        Points = [.. points.Select(point => point with
        {
            Circuit = point.Circuit.As("logit difference of the circuit without the part", LogitDifference.Unit, record), Model = point.Model.As("logit difference of the model without the part", LogitDifference.Unit, record),
        })];
    }

    /// <summary>One point for each part.</summary>
    public IReadOnlyList<CompletenessPoint> Points { get; }

    /// <summary>The point at which circuit and model are farthest apart.</summary>
    public CompletenessPoint Worst => Points.MaxBy(point => point.Incompleteness)!;

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    void IResult.Describe(ResultContent content)
    {
        content.Axis("part", Points.Count).Axis("prompt", Points[0].Circuit.Values.Count)
            .Texts("kind", "how the part was chosen", ["part"], Points.Select(point => point.Kind))
            .Texts(Removals, "heads taken away: layer.head, role, position", ["part"], Points.Select(point => CircuitHeadText.Of(point.Removed)))
            .Numbers("circuit", Points[0].Circuit.Name, LogitDifference.Unit, ["part", "prompt"], Points.SelectMany(point => point.Circuit.Values))
            .Numbers("model", Points[0].Model.Name, LogitDifference.Unit, ["part", "prompt"], Points.SelectMany(point => point.Model.Values));
    }

    static CompletenessResult IResult<CompletenessResult>.Read(ResultReader reader)
    {
        var (kinds, removed) = (reader.Texts("kind", "part"), reader.Texts(Removals, "part"));
        PromptValues[] Values(string table) => [.. reader.Numbers(table, "part", "prompt").Chunk(Math.Max(1, reader.Size("prompt"))).Select(values => new PromptValues(values))];
        var (circuit, model) = (Values("circuit"), Values("model"));
        return new CompletenessResult(kinds.Select((kind, at) => new CompletenessPoint(kind, CircuitHeadText.Read(removed[at]), circuit[at], model[at])), reader.Record);
    }
}
