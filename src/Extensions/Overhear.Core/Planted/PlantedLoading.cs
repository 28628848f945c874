using System.Runtime.CompilerServices;

namespace Overhear;

/// <summary>Makes the planted model loadable by its name, though what loads models does not know it.</summary>
static class PlantedLoading
{
    [ModuleInitializer]
    internal static void Register() => MadeModels.Add(PlantedModel.Name, () => PlantedModel.CircuitReuse().Model);
}
