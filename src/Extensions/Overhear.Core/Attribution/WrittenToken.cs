namespace Overhear;

/// <summary>A token whose logit a part of the model raises or lowers.</summary>
/// <param name="Rank">1 for the one that it changes most.</param>
/// <param name="Id">Its id.</param>
/// <param name="Piece">What it stands for, readable.</param>
/// <param name="Logit">By how much the part moves its logit, less the mean over the vocabulary.</param>
public sealed record WrittenToken(int Rank, int Id, string Piece, double Logit);
