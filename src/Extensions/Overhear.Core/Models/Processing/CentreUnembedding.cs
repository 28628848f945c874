using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Takes the mean over the vocabulary out of the unembedding: every logit of a position moves by one constant.</summary>
/// <remarks>Probabilities, their logs and differences of logits stay; raw logits do not. Legal wherever logits go straight into a softmax, as in all families here.</remarks>
static class CentreUnembedding
{
    public static TransformerModel Apply(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        return model.With(model.Weights.Map((name, old) => name.StartsWith("unembed.", StringComparison.Ordinal) && old is not null ? old - old.mean([0], keepdim: true) : old), "unembedding centred");
    }
}
