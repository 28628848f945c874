namespace Overhear;

/// <summary>Rotary settings of a config.json, of the older form (rope_theta, rope_scaling) and of the newer one (rope_parameters).</summary>
static class RotaryReader
{
    /// <param name="config">The file.</param>
    /// <param name="headSize">d_head.</param>
    /// <param name="baseName">What the older form calls the base.</param>
    /// <param name="fractionName">What the older form calls the fraction of a head that turns; null where all of it does.</param>
    public static RotaryConfig Read(ConfigReader config, int headSize, string baseName, string? fractionName = null)
    {
        var parameters = config.Section("rope_parameters");
        var theta = parameters is not null && parameters.Has("rope_theta") ? parameters.Number("rope_theta") : config.Number(baseName, 10_000);
        var fraction = 1.0;
        if (fractionName is not null)
            fraction = parameters is not null && parameters.Has("partial_rotary_factor") ? parameters.Number("partial_rotary_factor") : config.Number(fractionName, 0.25);
        var scaling = Scaling(parameters ?? config.Section("rope_scaling"));
        return new RotaryConfig((int)(headSize * fraction), theta, scaling);
    }

    static RotaryScaling? Scaling(ConfigReader? section)
    {
        if (section is null) return null;
        var type = section.Has("rope_type") ? section.Text("rope_type") : section.Text("type", "default");
        switch (type)
        {
            case "default":
                return null;
            case "linear":
                return RotaryScaling.Linear(section.Number("factor"));
            case "llama3":
                return new RotaryScaling(
                    section.Number("factor"), section.Number("low_freq_factor"), section.Number("high_freq_factor"), section.Int("original_max_position_embeddings"));
            default:
                section.Only(section.Has("rope_type") ? "rope_type" : "type", "rotary scaling may be default, linear or llama3.", false);
                return null;
        }
    }
}
