namespace Overhear;

/// <summary>One token that may come next.</summary>
/// <param name="Rank">1 for the most probable.</param>
/// <param name="Id">Its id.</param>
/// <param name="Piece">What it stands for, readable.</param>
/// <param name="Logit">Its logit.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public sealed record TokenPrediction(int Rank, int Id, string Piece, double Logit, double Probability);
