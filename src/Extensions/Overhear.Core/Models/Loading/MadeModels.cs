using System.Collections.Concurrent;

namespace Overhear;

/// <summary>Models that no folder holds, as they are made when they are loaded, in float32 on the CPU. Whoever makes one adds its name when the library is loaded.</summary>
static class MadeModels
{
    static readonly ConcurrentDictionary<string, Func<TransformerModel>> makers = [];

    /// <summary>Makes a name loadable.</summary>
    public static void Add(string name, Func<TransformerModel> make) => makers[name] = make;

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names => [.. makers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What makes the model of that name; null where none does.</summary>
    public static Func<TransformerModel>? Find(string name) => makers.GetValueOrDefault(name);
}
