namespace Overhear;

/// <summary>One step of the decoder of a tokenizer.json.</summary>
interface IDecoderStep
{
    /// <summary>What becomes of the pieces.</summary>
    IEnumerable<string> Apply(IEnumerable<string> pieces);

    /// <summary>What becomes of a single piece that is shown by itself.</summary>
    string Display(string piece);
}
