namespace Overhear;

/// <summary>A subspace of the residual stream that has a meaning. Plain data.</summary>
/// <param name="Name">Its name: token, role, position, preference.</param>
/// <param name="Directions">Its dimensions as rows, orthonormal, in the model's own basis [dimension, d_model].</param>
public sealed record PlantedChannel(string Name, double[,] Directions)
{
    /// <summary>How many dimensions it has.</summary>
    public int Dimensions => Directions.GetLength(0);

    /// <summary>The name and how many dimensions it has.</summary>
    public override string ToString() => $"{Name}, {Dimensions} dimensions";
}
