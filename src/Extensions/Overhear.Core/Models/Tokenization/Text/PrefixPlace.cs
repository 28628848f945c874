namespace Overhear;

/// <summary>Before which texts a prefix is put.</summary>
enum PrefixPlace
{
    /// <summary>None.</summary>
    Never,
    /// <summary>The text that nothing stands before, not even a special token.</summary>
    First,
    /// <summary>Each text between special tokens.</summary>
    Always,
}
