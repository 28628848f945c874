using System.Globalization;

namespace Overhear.Interactive;

/// <summary>A model's card.</summary>
sealed class TransformerModelFormatter : TableFormatter<TransformerModel>
{
    public override void Register()
    {
        base.Register();
        RegisterLive(model => IsDisposed(model) ? $"{model.Name}: disposed" : model.ToString());
    }

    public override Table ToTable(TransformerModel value)
    {
        if (IsDisposed(value)) return Table.OfFacts(value.Name, [("state", "disposed: its weights were freed; load it again")]);
        var config = value.Config;
        var heads = config.KeyValueHeads == config.Heads ? $"{config.Heads}" : $"{config.Heads} (they share {config.KeyValueHeads} keys and values)";
        return Table.OfFacts(value.Name,
        [
            ("family", config.Architecture),
            ("layers", Whole(config.Layers)),
            ("heads a layer", heads),
            ("d_model", Whole(config.DModel)),
            ("d_head", Whole(config.DHead)),
            ("d_mlp", Whole(config.DMlp)),
            ("vocabulary", Number.Grouped(config.VocabularySize)),
            ("context", $"{Number.Grouped(config.ContextLength)} tokens"),
            ("parameters", $"{Number.Grouped(value.ParameterCount)} ({Number.Bytes(value.WeightBytes)})"),
            ("type of numbers", value.Dtype.ToString()),
            ("device", value.Device),
            ("processing", value.Processing.Count == 0 ? "none: weights as stored" : string.Join(", ", value.Processing)),
            ("tokenizer", value.OptionalTokenizer is null ? "none" : $"{Number.Grouped(value.OptionalTokenizer.VocabularySize)} tokens"),
        ]);
    }

    static bool IsDisposed(TransformerModel model) => model.Weights.Embed.IsInvalid;

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
