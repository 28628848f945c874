namespace Overhear.Interactive;

/// <summary>A head: 9.6, and in words.</summary>
sealed class HeadIdFormatter : ValueFormatter<HeadId>
{
    public override string ToHtml(HeadId value) => FormattableString.Invariant($"<span title=\"layer {value.Layer}, head {value.Head}\"><code>{value}</code></span>");

    public override string ToText(HeadId value) => value.ToString();
}
