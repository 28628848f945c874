using static Overhear.PlantedDescription;

namespace Overhear;

/// <summary>Where each subspace of a description stands among the features, which the basis then turns into the residual stream.</summary>
sealed class PlantedSpace
{
    /// <summary>What <see cref="Constant"/> is everywhere; against its square, whatever else changes in the norm is small.</summary>
    public const double ConstantValue = 20;

    const int UnreadDimensions = 4;

    readonly Dictionary<string, (int First, int Count)> places = [];

    public PlantedSpace(PlantedDescription description, PlantedCodes codes)
    {
        (string, int)[] all =
        [
            (Token, codes.TokenWidth), (Start, 1), (IsName, 1), (IsThing, 1), (IsAnswer, 1), (Position, codes.PositionWidth), (PreviousPosition, codes.PositionWidth), (Lateness, 1),
            (Constant, 1), (Balance, 2), (Unread, UnreadDimensions), .. description.Written.Select(written => (written.Name, codes.TokenWidth)), .. description.Heads.Select(head => head.Rest).Distinct().Select(rest => (rest, 1)),
        ];
        foreach (var (name, count) in all)
        {
            places.Add(name, (Features, count));
            Features += count;
        }
    }

    /// <summary>How many features there are.</summary>
    public int Features { get; }

    /// <summary>The subspaces in their order.</summary>
    public IEnumerable<string> Names => places.OrderBy(place => place.Value.First).Select(place => place.Key);

    /// <summary>How many dimensions a subspace has.</summary>
    public int Width(string name) => places[name].Count;

    /// <summary>The feature of a subspace's dimension.</summary>
    public int At(string name, int dimension = 0) => places[name].First + dimension;

    /// <summary>By what a feature is multiplied where it is read.</summary>
    public static double Unit(string name) => name == Constant ? 1 / ConstantValue : 1;
}
