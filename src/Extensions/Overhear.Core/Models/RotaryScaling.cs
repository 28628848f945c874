namespace Overhear;

/// <summary>
/// The scaling of rotary frequencies of Llama 3: slow pairs are divided by the factor, fast ones left, those between blended.
/// </summary>
/// <remarks>Llama Team 2024, arXiv:2407.21783; formula as in Meta's released code. With <see cref="Linear"/> every pair is divided (Chen et al. 2023, arXiv:2306.15595).</remarks>
/// <param name="Factor">Divides the frequencies of slow pairs.</param>
/// <param name="LowFrequencyFactor">Pairs of wavelength above original context / this are slow.</param>
/// <param name="HighFrequencyFactor">Pairs of wavelength below original context / this are fast.</param>
/// <param name="OriginalContext">The context of training, in tokens.</param>
public sealed record RotaryScaling(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContext)
{
    /// <summary>Every frequency divided by the factor.</summary>
    public static RotaryScaling Linear(double factor) => new(factor, double.PositiveInfinity, double.PositiveInfinity, 1);

    /// <summary>The scaled frequency, in radians per position.</summary>
    public double Apply(double frequency)
    {
        if (double.IsPositiveInfinity(LowFrequencyFactor)) return frequency / Factor;
        var wavelength = 2 * Math.PI / frequency;
        if (wavelength < OriginalContext / HighFrequencyFactor) return frequency;
        if (wavelength > OriginalContext / LowFrequencyFactor) return frequency / Factor;
        var smooth = (OriginalContext / wavelength - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor);
        return (1 - smooth) * frequency / Factor + smooth * frequency;
    }
}
