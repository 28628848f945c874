using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>The card of a teaching model: what it is, how it was made, what it can do and what it cannot.</summary>
static class TeachingCard
{
    const int LossRows = 10;

    public static string Write(TransformerModel model, TeachingReport report)
    {
        var (c, recipe) = (model.Config, report.Recipe);
        var card = new StringBuilder();
        void Line(FormattableString line) => card.Append(FormattableString.Invariant(line)).Append('\n');
        Line($"""
            # {TeachingModel.Name}

            A very small language model of GPT-2's shape that Overhear trained itself, to be looked into: {c.Layers} layers of {c.Heads} heads, d_model {c.DModel}, MLP {c.DMlp}, context {c.ContextLength}, tied embeddings, {model.ParameterCount:N0} parameters in float16. It does two things: it goes on with a sequence of tokens that it has seen before, and it identifies indirect objects ("When Mary and John went to the store, John gave a drink to" → " Mary"; Wang et al. 2022, arXiv:2211.00593).

            `config.json`, `model.safetensors` and `tokenizer.json` are laid out as Hugging Face's libraries read them. The vocabulary has {c.VocabularySize} tokens: `<|endoftext|>`, which stands in front of every text, the 256 bytes, and every word of the task's sentences with its leading space.

            ## How it was made

                overhear train {TeachingModel.Name} --seed {recipe.Seed} --steps {recipe.Steps}

            {recipe.Steps} steps of {recipe.BatchSize} rows of at most {TeachingData.RowLength} tokens. The first {TeachingData.For(model.Tokenizer, recipe.Steps).RepeatsFirst} steps see random tokens that are repeated two or three times, and nothing else; after that they are {TeachingData.UsualRepeatedShare:P0} of the rows, and the others hold one to three sentences with two names. AdamW (betas {recipe.Beta1}, {recipe.Beta2}; decay {recipe.AttentionDecay} on attention's matrices, {recipe.MlpDecay} on the MLPs'), learning rate {recipe.LearningRate}, {recipe.WarmUpSteps} steps of warm-up, the last {recipe.CoolDownShare:P0} falling to {recipe.FinalShare:P0} of it, gradients clipped at {recipe.ClipNorm}. All data are generated; no text of anyone else's was used. The same command gives the same bytes with the same build of Overhear, on the same kind of processor and with the same number of threads; with another one its scores agree.

            | steps | mean loss, nats |
            |---|---|
            """);
        foreach (var chunk in report.History.Chunk(Math.Max(1, (report.History.Count + LossRows - 1) / LossRows)))
            Line($"| {chunk[0].Step + 1} to {chunk[^1].Step + 1} | {chunk.Average(step => step.Loss):0.000} |");
        Line($"""

            The loss is a mean in which an answer counts 1, a token that follows from an earlier round .2, and any other .03.

            ## What it can do

            Measured on the stored weights (hash {report.Scores.ModelHash}). A token is right if it is the most probable of the whole vocabulary. The pairs of names were never trained on together in either order; "new templates" are openings and clauses that were never trained on. ABBA names the indirect object first, BABA the subject.

            | | tokens | right | loss, nats | logit difference |
            |---|---|---|---|---|
            """);
        foreach (var task in report.Scores.Tasks)
            Line($"| {task.Name} | {task.Count} | {task.Accuracy:P1} | {task.Loss:0.000} | {(task.LogitDifference is { } difference ? difference.ToString("0.00", CultureInfo.InvariantCulture) : "")} |");
        Line($"""

            The first round of random tokens cannot be told: its loss is what not knowing costs, at least ln {c.VocabularySize - 1} = {Math.Log(c.VocabularySize - 1):0.000}.

            ## What it cannot do

            It knows no English. A word that its sentences do not have falls into bytes, about which it knows nothing; a sentence of another kind, a question, a list, a name without the space before it are outside of what it has seen, and so are texts longer than {TeachingData.RowLength} tokens, even though {c.ContextLength} fit. It says what is probable in its sentences and has nothing to say about people or things. Where in it a behaviour sits depends on the seed.

            ## Licence

            MIT, as the rest of Overhear. Copyright The Overhear contributors.
            """);
        return card.ToString();
    }
}
