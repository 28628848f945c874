namespace Overhear;

/// <summary>A piece of a stretch while it is merged; the symbols of a stretch are a list linked in both directions.</summary>
struct MergeSymbol
{
    /// <summary>The id of a symbol that no vocabulary holds.</summary>
    public const int Unknown = -1;

    /// <summary>The id of a symbol that became part of another.</summary>
    public const int Merged = -2;

    /// <summary>Its token; <see cref="Unknown"/> or <see cref="Merged"/>.</summary>
    public int Id;

    /// <summary>Where it begins in the stretch, in chars.</summary>
    public int Start;

    /// <summary>How many chars it takes.</summary>
    public int Length;

    /// <summary>The symbol before it; -1 at the beginning.</summary>
    public int Previous;

    /// <summary>The symbol behind it; -1 at the end.</summary>
    public int Next;

    /// <summary>Whether it stays as it is.</summary>
    public bool Frozen;
}
