namespace Overhear;

/// <summary>One number of a paper: a row of a <see cref="PaperTable"/>. Plain data.</summary>
/// <param name="Paper">The paper's name in the table: <c>ioi</c>.</param>
/// <param name="Model">The model that it was measured on: <c>gpt2-medium</c>.</param>
/// <param name="Processing">How that model's weights were processed.</param>
/// <param name="Quantity">What was measured, by the name under which <see cref="PaperMeasures"/> knows it.</param>
/// <param name="Relation">Whether the paper gives its value or a bound.</param>
/// <param name="Value">The paper's number.</param>
/// <param name="Tolerance">How far from it a number of ours may lie, in its unit: the project's choice.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
/// <param name="Source">Where it stands in the paper.</param>
public sealed record PaperNumber(string Paper, string Model, PaperProcessing Processing, string Quantity, PaperRelation Relation, double Value, double Tolerance, string Unit, string Source)
{
    /// <summary>Whether it was measured on a model of that name: the last part of <c>org/name@revision</c> or of a folder, in any case of letters.</summary>
    public bool IsOf(string modelName)
    {
        var name = modelName.TrimEnd('/', '\\');
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Split('@')[0];
        return string.Equals(name, Model, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The paper's number as text, with the sign of a bound and its unit.</summary>
    public string Shown => FormattableString.Invariant($"{Relation switch { PaperRelation.AtLeast => "≥ ", PaperRelation.AtMost => "≤ ", _ => "" }}{Value:0.####}{(Unit.Length == 0 ? "" : " ")}{Unit}");

    /// <summary>How a number of ours stands to it.</summary>
    /// <param name="ours">Our number, in its unit; null where there is none.</param>
    /// <param name="remark">What has to be said of ours, or why there is none.</param>
    /// <exception cref="ArgumentException">Ours is not a number.</exception>
    public PaperCheck Compare(double? ours, string remark = "")
    {
        if (ours is { } found && double.IsNaN(found)) throw new ArgumentException($"Our number for '{Quantity}' is not a number. Give null where there is none.", nameof(ours));
        return new PaperCheck(this, ours, ours is { } value ? Judge(value) : PaperVerdict.NotRun, remark);
    }

    /// <summary>A number of another model beside it, which is shown and not compared.</summary>
    internal PaperCheck Beside(double ours, string remark) => new(this, Compare(ours).Ours, PaperVerdict.NotRun, remark);

    PaperVerdict Judge(double ours)
    {
        // How far on the wrong side; a bound has one, a value has two.
        var off = Relation switch { PaperRelation.AtLeast => Value - ours, PaperRelation.AtMost => ours - Value, _ => Math.Abs(ours - Value) };
        var (pass, near) = Relation == PaperRelation.Equal ? (Tolerance, 2 * Tolerance) : (0, Tolerance);
        const double rounding = 1e-9;
        return off <= pass + rounding ? PaperVerdict.Pass : off <= near + rounding ? PaperVerdict.Near : PaperVerdict.Miss;
    }
}
