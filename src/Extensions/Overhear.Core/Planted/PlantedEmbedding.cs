using TorchSharp;
using static Overhear.PlantedDescription;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What tokens and positions are in the residual stream, and what logits are read from, as features [rows, features], float64.</summary>
sealed class PlantedEmbedding(PlantedSpace space, PlantedCodes codes, PlantedTokens tokens)
{
    const double TokenSquared = 6, PositionSquared = 6; // at least what any has: three digits and three classes; two by two digits and the lateness
    const double LogitsADigit = 6;

    /// <summary>The squared norm of every sum of a token and a position.</summary>
    public static double SquaredNorm => PlantedSpace.ConstantValue * PlantedSpace.ConstantValue + TokenSquared + PositionSquared;

    public Tensor Tokens(int vocabulary)
    {
        var rows = new double[vocabulary, space.Features];
        for (var id = 0; id < vocabulary; id++)
        {
            var roles = tokens.RolesOf(id).ToList();
            // BOS has no code, so that no token is like it and a head that rests on it copies nothing.
            int[] digits = roles.Contains(Start) ? [] : codes.OfToken(id);
            foreach (var digit in digits) rows[id, space.At(Token, digit)] = 1;
            foreach (var role in roles) rows[id, space.At(role)] = 1;
            rows[id, space.At(Constant)] = PlantedSpace.ConstantValue;
            rows[id, space.At(Balance)] = Math.Sqrt(TokenSquared - digits.Length - roles.Count);
        }
        return Of(rows);
    }

    public Tensor Positions(int length)
    {
        var rows = new double[length, space.Features];
        for (var position = 0; position < length; position++)
        {
            var (here, before) = (codes.OfPosition(position), codes.OfPosition(position - 1));
            foreach (var digit in here) rows[position, space.At(Position, digit)] = 1;
            foreach (var digit in before) rows[position, space.At(PreviousPosition, digit)] = 1;
            var late = position / (double)(length - 1);
            rows[position, space.At(Lateness)] = late;
            rows[position, space.At(Balance, 1)] = Math.Sqrt(PositionSquared - here.Length - before.Length - late * late);
        }
        return Of(rows);
    }

    public Tensor Unembedding(int vocabulary, string from)
    {
        var rows = new double[vocabulary, space.Features];
        for (var id = 0; id < vocabulary; id++)
            if (!tokens.RolesOf(id).Contains(Start))
                foreach (var digit in codes.OfToken(id)) rows[id, space.At(from, digit)] = LogitsADigit;
        return Of(rows);
    }

    static Tensor Of(double[,] rows) => tensor(rows, ScalarType.Float64);
}
