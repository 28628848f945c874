using TorchSharp;

namespace Overhear;

/// <summary>The most probable next tokens after a prompt.</summary>
static class NextTokenPrediction
{
    public static TokenPredictions Predict(TransformerModel model, Prompt prompt, int count)
    {
        if (count < 1 || count > model.Config.VocabularySize) throw new ArgumentOutOfRangeException(nameof(count), count, $"1 to {model.Config.VocabularySize} tokens can be listed.");
        var logits = model.Inspect(prompt, run => run.Logits.flatten().to(torch.ScalarType.Float64).cpu().data<double>().ToArray(), new RunOptions { Logits = LogitsAt.LastToken });
        return new TokenPredictions(prompt.Text, TokenRanking.Top(logits, count, model.OptionalTokenizer), model.Record());
    }
}
