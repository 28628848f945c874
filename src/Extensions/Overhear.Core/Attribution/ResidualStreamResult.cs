namespace Overhear;

/// <summary>Norms of the residual stream and of what is written into it, on one prompt. Plain data.</summary>
public sealed class ResidualStreamResult : IResult<ResidualStreamResult>
{
    internal ResidualStreamResult(Prompt prompt, double[,] stream, double[,] attention, double[,] mlp, RunRecord record)
    {
        (Prompt, Record, Layers) = (prompt, record, attention.GetLength(0));
        var inside = Enumerable.Range(0, Layers).Select(layer => $"{layer}").ToList();
        LabelledMatrix Matrix(string name, double[,] values, IEnumerable<string> rows, string rowTitle) => new(name, values, rows, prompt.Labels, rowTitle, "position") { Record = record };
        Stream = Matrix("norm of the residual stream", stream, [.. inside.Select(layer => layer == "0" ? "embedding" : $"before {layer}"), "final"], "residual stream");
        Attention = Matrix("norm of what attention writes", attention, inside, "layer");
        Mlp = Matrix("norm of what the MLP writes", mlp, inside, "layer");
    }

    /// <summary>The prompt.</summary>
    public Prompt Prompt { get; }

    /// <summary>Layers of the model.</summary>
    public int Layers { get; }

    /// <summary>The norm of the stream [layer, position]: where each layer begins, the embedding first, and after the last layer.</summary>
    public LabelledMatrix Stream { get; }

    /// <summary>The norm of what each layer's attention writes, its output bias with it [layer, position].</summary>
    public LabelledMatrix Attention { get; }

    /// <summary>The norm of what each layer's MLP writes, its output bias with it [layer, position].</summary>
    public LabelledMatrix Mlp { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    void IResult.Describe(ResultContent content)
    {
        string[] Names(Func<int, HookPoint> point) => [.. Enumerable.Range(0, Layers).Select(layer => point(layer).Name)];
        Prompt.AddTo(content);
        content
            .Axis("stream", Layers + 1).Axis("layer", Layers)
            .Numbers("stream_norm", Stream.Name, "", ["stream", "position"], RowMajor.Of(Stream.ToArray()), [.. Names(HookPoint.ResidPre), HookPoint.ResidPost(Layers - 1).Name])
            .Numbers("attention_norm", Attention.Name, "", ["layer", "position"], RowMajor.Of(Attention.ToArray()), Names(HookPoint.AttnOut))
            .Numbers("mlp_norm", Mlp.Name, "", ["layer", "position"], RowMajor.Of(Mlp.ToArray()), Names(HookPoint.MlpOut));
    }

    static ResidualStreamResult IResult<ResidualStreamResult>.Read(ResultReader reader)
    {
        var prompt = Prompt.From(reader);
        double[,] Table(string name, string axis) => RowMajor.Fill(new double[reader.Size(axis), prompt.Length], reader.Numbers(name, axis, "position"));
        return new ResidualStreamResult(prompt, Table("stream_norm", "stream"), Table("attention_norm", "layer"), Table("mlp_norm", "layer"), reader.Record);
    }
}
