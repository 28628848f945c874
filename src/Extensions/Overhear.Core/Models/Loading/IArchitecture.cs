namespace Overhear;

/// <summary>One family of models: how its config.json is read, and which stored tensor goes where. Nothing else.</summary>
interface IArchitecture
{
    /// <summary>What config.json calls the family in <c>model_type</c>.</summary>
    string ModelType { get; }

    /// <summary>Put before every name but the unembedding's; old checkpoints leave it out.</summary>
    string Prefix { get; }

    /// <summary>The shape. Problems are collected in the reader.</summary>
    TransformerConfig ReadConfig(ConfigReader config);

    /// <summary>Which stored tensor fills which weights.</summary>
    IEnumerable<TensorRule> Tensors(TransformerConfig config);

    /// <summary>Whether a stored name (without prefix) is a buffer that checkpoints carry and no model needs.</summary>
    bool IsBuffer(string name);
}
