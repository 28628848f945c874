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
}
