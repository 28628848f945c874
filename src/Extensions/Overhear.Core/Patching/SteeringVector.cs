using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>A vector that is added to an activation, to steer what comes after it (Turner et al. 2023, arXiv:2308.10248). Plain data.</summary>
public sealed class SteeringVector : IResult<SteeringVector>
{
    /// <summary>A vector and where it is added.</summary>
    /// <param name="point">A place whose activation is [batch, pos, d_model].</param>
    /// <param name="values">The vector [d_model].</param>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public SteeringVector(HookPoint point, IEnumerable<double> values)
    {
        (Point, Values) = (point, [.. values]);
        if (Values.Count == 0) throw new ArgumentException("The vector has no number; it has one for each dimension of the residual stream.", nameof(values));
    }

    /// <summary>Where it is added.</summary>
    public HookPoint Point { get; }

    /// <summary>The vector [d_model].</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>What it was made with; null where it was put together by hand.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>The mean difference of an activation between prompts and others, at each prompt's last token: first minus second.</summary>
    /// <param name="model">The model.</param>
    /// <param name="first">Prompts that have what is to be added.</param>
    /// <param name="second">Prompts that lack it; may be another number of them.</param>
    /// <param name="point">Where.</param>
    /// <remarks>Two forward passes.</remarks>
    /// <exception cref="ArgumentException">The place is not [batch, pos, d_model].</exception>
    public static SteeringVector Between(TransformerModel model, TokenBatch first, TokenBatch second, HookPoint point)
    {
        var a = MeanAtEnd(model, first, point);
        return new SteeringVector(point, a.Zip(MeanAtEnd(model, second, point), (x, y) => x - y)) { Record = model.Record() };
    }

    /// <summary>The vector so many times as long; a negative number turns it round.</summary>
    public SteeringVector Times(double by) => new(Point, Values.Select(value => value * by)) { Record = Record };

    /// <summary>The edit that adds it at every position of every prompt, for <see cref="RunOptions.Edits"/> and <see cref="GenerationOptions.Edits"/>.</summary>
    public Hook ToHook() => new(Point, Added);

    /// <summary>The numbers of an answer with the vector added so many times as long.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="metric">What is measured.</param>
    /// <param name="by">How many times as long the vector is, for each run; 0 is the plain one.</param>
    /// <remarks>One forward pass for each.</remarks>
    /// <exception cref="ArgumentException">The vector does not fit the place, or the metric not the prompts; the message lists every problem.</exception>
    public IReadOnlyList<PromptValues> Sweep(TransformerModel model, TokenBatch tokens, LogitDifference metric, IReadOnlyList<double> by)
    {
        metric.Require(model, tokens);
        List<PromptValues> found = [];
        foreach (var times in by)
        {
            Work.Current.Step("Steering", found.Count, by.Count);
            found.Add(model.Inspect(tokens, run => metric.Read(model, run), new RunOptions { Edits = [Times(times).ToHook()], Logits = LogitsAt.Nowhere }).As(LogitDifference.Name, LogitDifference.Unit, model.Record()));
        }
        Work.Current.Step("Steering", by.Count, by.Count);
        return found;
    }

    void IResult.Describe(ResultContent content) => content.Fact("point", Point.Name).Axis("dimension", Values.Count).Numbers("vector", "what is added", "", ["dimension"], Values);

    static SteeringVector IResult<SteeringVector>.Read(ResultReader reader) => new(HookPoint.Parse(reader.Text("point")), reader.Numbers("vector", "dimension")) { Record = reader.OptionalRecord };

    Tensor Added(Tensor activation)
    {
        if (activation.dim() != 3 || activation.shape[2] != Values.Count) throw new ArgumentException($"{Point} is [{string.Join(", ", activation.shape)}], and the vector has {Values.Count} numbers; it is added where the activation is [batch, pos, {Values.Count}].");
        using var scope = NewDisposeScope();
        return activation.Plus(tensor(Values.ToArray()).to(activation.dtype, activation.device)).MoveToOuterDisposeScope();
    }

    static double[] MeanAtEnd(TransformerModel model, TokenBatch tokens, HookPoint point) => model.Inspect(tokens, run =>
    {
        if (run[point].dim() != 3) throw new ArgumentException($"{point} is [{string.Join(", ", run[point].shape)}]; a steering vector is taken and added where the activation is [batch, pos, d_model].", nameof(point));
        var rows = Enumerable.Range(0, tokens.Rows).Select(row => run[point][row, tokens.LastPosition(row)]).ToArray();
        return stack(rows).to(ScalarType.Float64).mean([0L]).cpu().data<double>().ToArray();
    }, new RunOptions { Keep = HookSelection.Of(point), Logits = LogitsAt.Nowhere });
}
