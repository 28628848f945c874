namespace Overhear.Interactive;

/// <summary>Shows values of a type as one table.</summary>
abstract class TableFormatter<T> : ValueFormatter<T>
{
    public abstract Table ToTable(T value);

    public override string ToHtml(T value) => ToTable(value).ToHtml();

    public override string ToText(T value) => ToTable(value).ToText();
}
