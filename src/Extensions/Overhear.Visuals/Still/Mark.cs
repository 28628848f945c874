namespace Overhear;

/// <summary>One thing drawn on a picture, over what was drawn before it.</summary>
abstract record Mark;
