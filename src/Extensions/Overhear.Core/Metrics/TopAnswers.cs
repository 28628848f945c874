using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Whether a prompt's answer is the most probable token of the whole vocabulary.</summary>
static class TopAnswers
{
    /// <param name="logits">[row, vocabulary]</param>
    /// <param name="answers">The token of each row's answer.</param>
    public static IEnumerable<bool> Read(Tensor logits, IReadOnlyList<int> answers)
    {
        using var scope = NewDisposeScope();
        return [.. logits.argmax(-1).cpu().data<long>().ToArray().Zip(answers, (top, answer) => top == answer)];
    }
}
