namespace Overhear.Kernel;

/// <summary>A piece of TeX.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A command's name without its backslash, a number, or one character.</param>
/// <param name="Start">Where it begins in the source.</param>
/// <param name="End">Where it ends.</param>
readonly record struct TexToken(TexTokenKind Kind, string Text, int Start, int End)
{
    public bool Is(string character) => Kind == TexTokenKind.Character && Text == character;

    public bool IsCommand(string name) => Kind == TexTokenKind.Command && Text == name;
}
