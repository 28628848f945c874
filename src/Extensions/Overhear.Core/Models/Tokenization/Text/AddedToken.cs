namespace Overhear;

/// <summary>A token that is found in the text as a whole, before anything is cut or merged.</summary>
/// <param name="Content">How it is written.</param>
/// <param name="Id">Its id.</param>
/// <param name="Special">Whether it means something else than its letters, such as the end of a text.</param>
/// <param name="Normalized">Whether it is looked for in the normalized text, and normalized itself for that.</param>
/// <param name="TakesSpaceBefore">Whether white space before it belongs to it.</param>
/// <param name="TakesSpaceBehind">Whether white space behind it belongs to it.</param>
sealed record AddedToken(string Content, int Id, bool Special, bool Normalized = false, bool TakesSpaceBefore = false, bool TakesSpaceBehind = false);
