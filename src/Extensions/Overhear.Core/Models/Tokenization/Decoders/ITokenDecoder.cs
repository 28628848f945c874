namespace Overhear;

/// <summary>From pieces back to text.</summary>
interface ITokenDecoder
{
    /// <summary>The text of pieces as they stand in the vocabulary.</summary>
    string Decode(IReadOnlyList<string> pieces);

    /// <summary>What one piece stands for, readable by itself: spaces kept, parts of characters as hexadecimal escapes.</summary>
    string Display(string piece);
}
