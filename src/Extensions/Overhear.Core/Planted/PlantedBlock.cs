using TorchSharp;
using static Overhear.PlantedDescription;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The matrices of a layer over features, float64.</summary>
/// <param name="space">Where subspaces stand.</param>
/// <param name="description">What heads do.</param>
/// <param name="config">The model's shape.</param>
/// <param name="random">For distractors; null for none.</param>
sealed class PlantedBlock(PlantedSpace space, PlantedDescription description, TransformerConfig config, SeededRandom? random)
{
    const double DistractorScore = .7, DistractorWriting = .0004; // so little against the constant that every norm stays what it is

    /// <summary>What queries, keys and values read [3 heads d_head, features], and what heads write [features, heads d_head].</summary>
    public (Tensor Read, Tensor Write) Attention(int layer)
    {
        var width = config.Heads * config.DHead;
        var (read, write) = (new double[3 * width, space.Features], new double[space.Features, width]);
        for (var head = 0; head < config.Heads; head++)
        {
            var first = head * config.DHead;
            if (description.Heads.FirstOrDefault(one => one.Head == new HeadId(layer, head)) is { } planted) Plant(planted, first, width, read, write);
            else if (random is not null) Distract(first, width, read, write);
        }
        return (tensor(read, ScalarType.Float64), tensor(write, ScalarType.Float64));
    }

    /// <summary>What the MLP reads [d_mlp, features] and writes [features, d_mlp].</summary>
    public (Tensor Read, Tensor Write) Mlp()
    {
        var (read, write) = (new double[config.DMlp, space.Features], new double[space.Features, config.DMlp]);
        for (var unit = 0; random is not null && unit < config.DMlp; unit++)
        {
            for (var i = 0; i < space.Width(Token); i++) read[unit, space.At(Token, i)] = random.NextGaussian();
            for (var to = 0; to < space.Width(Unread); to++) write[space.At(Unread, to), unit] = random.NextGaussian() * DistractorWriting;
        }
        return (tensor(read, ScalarType.Float64), tensor(write, ScalarType.Float64));
    }

    /// <summary>The squared length of what the heads of a layer write together: those of one role add up, others stand upright on each other.</summary>
    public double SquaredLength(int layer) => description.Heads.Where(head => head.Head.Layer == layer).GroupBy(head => head.Rest)
        .Sum(alike => alike.SelectMany(head => head.Values).GroupBy(move => move.To).Sum(moves => PlantedCodes.TokenDigits * Math.Pow(moves.Sum(move => move.Strength), 2)));

    /// <summary>The squared length of what a head writes, whether it copies or rests.</summary>
    double SquaredLength(HeadDescription head) => head.Values.Sum(move => PlantedCodes.TokenDigits * move.Strength * move.Strength);

    void Plant(HeadDescription head, int first, int width, double[,] read, double[,] write)
    {
        var row = first;
        foreach (var score in head.Scores)
        {
            Require(head, row - first, space.Width(score.Query));
            var each = Math.Sqrt(Math.Abs(score.Strength) * Math.Sqrt(config.DHead)); // half of the score in the query, half in the key
            for (var i = 0; i < space.Width(score.Query); i++, row++)
            {
                read[row, space.At(score.Query, i)] = each * PlantedSpace.Unit(score.Query);
                read[width + row, space.At(score.Key, i)] = Math.Sign(score.Strength) * each * PlantedSpace.Unit(score.Key);
            }
        }
        row = first;
        void Copy(int from, int to, double strength)
        {
            Require(head, row - first, 1);
            read[2 * width + row, from] = 1;
            write[to, row++] = strength;
        }
        var (rest, atStart) = (space.At(head.Rest), Math.Sqrt(SquaredLength(head)));
        foreach (var move in head.Values)
        {
            for (var i = 0; i < space.Width(move.From); i++) Copy(space.At(move.From, i), space.At(move.To, i), move.Strength);
            // Where the head before rested there is nothing to copy: then its rest is.
            if (description.Heads.FirstOrDefault(before => before.Values.Any(moved => moved.To == move.From)) is not { } writer) continue;
            Copy(space.At(writer.Rest), rest, Math.Sqrt(PlantedCodes.TokenDigits / SquaredLength(writer)) * Math.Abs(move.Strength));
            atStart -= Math.Sqrt(PlantedCodes.TokenDigits) * Math.Abs(move.Strength); // BOS itself is where every head rests
        }
        Copy(space.At(Start), rest, atStart);
    }

    void Require(HeadDescription head, int used, int wanted)
    {
        if (used + wanted > config.DHead) throw new InvalidOperationException($"{head.Head} {head.Role} needs more than the {config.DHead} dimensions of a head.");
    }

    void Distract(int first, int width, double[,] read, double[,] write)
    {
        for (var row = first; row < first + config.DHead; row++)
        {
            foreach (var subspace in (string[])[Token, Position])
                for (var i = 0; i < space.Width(subspace); i++)
                {
                    read[row, space.At(subspace, i)] = random!.NextGaussian() * DistractorScore;
                    read[width + row, space.At(subspace, i)] = random.NextGaussian() * DistractorScore;
                    read[2 * width + row, space.At(subspace, i)] = random.NextGaussian() * DistractorScore;
                }
            for (var to = 0; to < space.Width(Unread); to++) write[space.At(Unread, to), row] = random!.NextGaussian() * DistractorWriting;
        }
    }
}
