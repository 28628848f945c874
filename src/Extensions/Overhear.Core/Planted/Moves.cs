namespace Overhear;

/// <summary>A part of what a head copies: from a subspace where it attends to, to a subspace where it stands.</summary>
/// <param name="From">The subspace read by values.</param>
/// <param name="To">The subspace written, as wide.</param>
/// <param name="Strength">By what it is multiplied.</param>
sealed record Moves(string From, string To, double Strength = 1);
