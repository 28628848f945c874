using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What all layers of one forward pass share: shape, hooks, positions, mask, cache.</summary>
sealed class ForwardPass
{
    public required TransformerConfig Config { get; init; }

    public required HookBus Hooks { get; init; }

    /// <summary>Position ids [batch, pos].</summary>
    public required Tensor Positions { get; init; }

    /// <summary>Angles of the positions; null where positions are learned.</summary>
    public Rotary? Rotary { get; init; }

    /// <summary>True where a query may not look [batch or 1, 1, query_pos, key_pos]; null where it may look everywhere.</summary>
    public Tensor? Forbidden { get; init; }

    /// <summary>Keys and values of earlier tokens; null outside of generation.</summary>
    public KeyValueCache? Cache { get; init; }

    /// <param name="config">The model's shape.</param>
    /// <param name="hooks">What is intercepted.</param>
    /// <param name="positions">Position ids of the tokens that are run [batch, pos].</param>
    /// <param name="mask">1 at tokens, 0 at padding, of all tokens so far [batch, key_pos]; null where nothing is padded.</param>
    /// <param name="dtype">The type of the weights.</param>
    /// <param name="cache">Earlier keys and values, or null.</param>
    public static ForwardPass Start(TransformerConfig config, HookBus hooks, Tensor positions, Tensor? mask, ScalarType dtype, KeyValueCache? cache = null)
    {
        var (queries, past) = (positions.shape[1], cache?.Length ?? 0);
        var length = past + queries;
        Tensor? forbidden = null;
        if (queries > 1 || mask is not null)
        {
            var query = Arithmetic.Range(past, length, positions.device).unsqueeze(1);
            var key = Arithmetic.Range(0, length, positions.device).unsqueeze(0);
            forbidden = (key > query).unsqueeze(0).unsqueeze(0);
            // A padded query has nothing to look at but itself; without that its row would be 0 / 0.
            if (mask is not null) forbidden = forbidden.logical_or(mask.logical_not().unsqueeze(1).unsqueeze(1).logical_and((key != query).unsqueeze(0).unsqueeze(0)));
        }
        return new ForwardPass
        {
            Config = config,
            Hooks = hooks,
            Positions = positions,
            Rotary = config.Rotary is { } rotary ? new Rotary(rotary, positions, dtype) : null,
            Forbidden = forbidden,
            Cache = cache,
        };
    }
}
