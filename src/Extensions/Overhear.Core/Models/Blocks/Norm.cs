using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>LayerNorm and RMS norm, with their divisor and their normalised input as hook points.</summary>
static class Norm
{
    /// <summary>The three places where a norm stands.</summary>
    public readonly record struct Place(HookKind Scale, HookKind Normalized, int? Layer);

    /// <param name="x">[..., d_model]</param>
    /// <param name="weight">[d_model]; null where it is folded into what reads the norm</param>
    /// <param name="bias">[d_model], or null</param>
    /// <returns>[..., d_model]</returns>
    public static Tensor Apply(Tensor x, Tensor? weight, Tensor? bias, TransformerConfig config, HookBus hooks, Place place)
    {
        if (hooks.OnPath(place.Scale, place.Layer) || hooks.OnPath(place.Normalized, place.Layer))
        {
            var scale = hooks.Pass(place.Scale, place.Layer, Scale(x, config));
            var normalized = hooks.Pass(place.Normalized, place.Layer, (Centred(x, config) / scale.to(x.dtype)));
            return Affine(normalized, weight, bias);
        }
        if (hooks.Wants(place.Scale, place.Layer) || hooks.Wants(place.Normalized, place.Layer))
        {
            var scale = Scale(x, config);
            hooks.Keep(place.Scale, place.Layer, () => scale);
            hooks.Keep(place.Normalized, place.Layer, () => Centred(x, config) / scale.to(x.dtype));
        }
        return Apply(x, weight, bias, config);
    }

    /// <summary>Without hook points.</summary>
    public static Tensor Apply(Tensor x, Tensor? weight, Tensor? bias, TransformerConfig config) => config.Norm == NormKind.LayerNorm
        ? nn.functional.layer_norm(x, [config.DModel], weight, bias, config.NormEpsilon)
        : Affine(x / Scale(x, config).to(x.dtype), weight, bias);

    /// <summary>With the divisor of another input.</summary>
    public static Tensor ApplyScaledAs(Tensor x, Tensor other, Tensor? weight, Tensor? bias, TransformerConfig config) =>
        Affine(Centred(x, config) / Scale(other, config).to(x.dtype), weight, bias);

    static Tensor Centred(Tensor x, TransformerConfig config) => config.Norm == NormKind.LayerNorm ? x - x.mean([-1], keepdim: true) : x;

    /// <summary>The divisor [..., 1]; halves are summed in float32.</summary>
    public static Tensor Scale(Tensor x, TransformerConfig config)
    {
        var wide = x.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? x.to(ScalarType.Float32) : x;
        return Centred(wide, config).Squared().mean([-1], keepdim: true).Plus(config.NormEpsilon).sqrt();
    }

    static Tensor Affine(Tensor x, Tensor? weight, Tensor? bias)
    {
        if (weight is not null) x = x * weight;
        return bias is null ? x : x.Plus(bias);
    }
}
