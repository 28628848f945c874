namespace Overhear.Tests;

/// <summary>Planted models, each made once; no test may dispose of one.</summary>
static class Planted
{
    static readonly Lazy<PlantedModel> induction = new(() => PlantedModel.Induction());
    static readonly Lazy<PlantedModel> indirect = new(() => PlantedModel.IndirectObject());
    static readonly Lazy<PlantedModel> reuse = new(() => PlantedModel.CircuitReuse());

    public static PlantedModel Induction => induction.Value;
    public static PlantedModel Indirect => indirect.Value;
    public static PlantedModel Reuse => reuse.Value;

    public static PlantedModel Of(string model) => model switch { "induction" => Induction, "indirect" => Indirect, _ => Reuse };

    public static TaskSet Prompts(PlantedModel planted, string task, int count, long seed = 5) => TaskSet.Of(planted.Model, task == IndirectObject.Name
        ? IndirectObject.Generate(count, seed) : ColoredObjects.Generate(count, seed));

    /// <summary>The task of the induction model.</summary>
    public const string Repeated = "Repeated Tokens";

    /// <summary>Repeated tokens, all of a round different, the second round broken off; twins have other tokens in the first round.</summary>
    public static TwinPrompts RepeatedTwins(int count)
    {
        const int period = 8, kept = 5;
        var lm = Induction.Model;
        List<RepeatedSequence> drawn = [.. RepeatedTokens.Generate(lm.Config.VocabularySize, 4 * count, 2 * period, seed: 3, bos: 0).Where(one => one.Ids.Skip(1).Take(2 * period).Distinct().Count() == 2 * period).Take(count)];
        int[] Round(RepeatedSequence of, int which) => [.. of.Ids.Skip(1 + which * period).Take(period)];
        return new TwinPrompts(
            TokenBatch.FromIds(drawn.Select(one => (IReadOnlyList<int>)[0, .. Round(one, 0), .. Round(one, 0).Take(kept)])),
            TokenBatch.FromIds(drawn.Select(one => (IReadOnlyList<int>)[0, .. Round(one, 1), .. Round(one, 0).Take(kept)])),
            new LogitDifference([.. drawn.Select(one => Round(one, 0)[kept])], [.. drawn.Select(one => Round(one, 0)[kept + 1])]));
    }
}
