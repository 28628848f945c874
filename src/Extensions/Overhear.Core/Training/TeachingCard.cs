using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>The card of a teaching model: what it is, how it was made, what it can do beside others of its kind, and what it cannot.</summary>
public static class TeachingCard
{
    /// <summary>The picture of its losses, in the model's folder.</summary>
    public const string LossesPicture = "losses.svg";

    /// <summary>The card's text.</summary>
    /// <param name="report">The model.</param>
    /// <param name="beside">Models of other seeds, which stand beside it in the tables.</param>
    public static string Write(TeachingReport report, IReadOnlyList<TeachingReport> beside)
    {
        using var model = TransformerModel.Load(report.Folder);
        var (c, seed) = (model.Config, report.Training.Seed);
        var card = new StringBuilder();
        void Line(FormattableString line) => card.Append(FormattableString.Invariant(line)).Append('\n');
        Line($"""
            # {TeachingModel.Name}

            A very small language model of GPT-2's shape that Overhear trained itself, to be looked into: {c.Layers} layers of {c.Heads} heads, d_model {c.DModel}, MLP {c.DMlp}, context {c.ContextLength}, tied embeddings, {model.ParameterCount:N0} parameters in float16. It goes on with tokens that it has seen before; identifies indirect objects ("When Mary and John went to the store, John gave a drink to" → " Mary"; Wang et al. 2022, arXiv:2211.00593); says the color of one of several objects ("Q: On the table, there is a red cup, and a blue pen. What color is the pen? A:" → " blue"; Srivastava et al. 2022, arXiv:2206.04615); knows {Facts.Count} facts; and names what is left of a list of two.

            `config.json`, `model.safetensors` and `tokenizer.json` are laid out as Hugging Face's libraries read them. The vocabulary has {c.VocabularySize} tokens: `<|endoftext|>`, which stands in front of every text, the 256 bytes, and every word of the tasks' sentences with its leading space. `checkpoints/` holds the model as it was at twelve moments of its training.

            ## How it was made

                overhear train {TeachingModel.Name} --seed {seed}

            Two stages, the second beginning with the weights of the first as they are stored, on one thread: a seed gives the same bytes on any number of cores, with the same build of Overhear on the same kind of processor. All data are generated; no text of anyone else's was used. The people that facts are told of are invented; what is told of countries is so.

            """);
        foreach (var stage in report.Training.Stages) Line($"{Stage(stage)}\n");
        Line($"""
            **Two training aids chose the places of three heads, and nothing else.** In the first stage, to step {report.Training.Stages[0].Recipe.Aids?.Until ?? 0}, a *pointer loss* asks {Aided(report)}, and a *copy loss* asks what the first of these write to name the answer. So it was chosen where names are moved from and where induction sits. It was not chosen which head tells the movers where to look, by what, along which line, nor what tells that head. The aids end before the stage does, and the second stage has none.

            ![Loss by task over the steps of the training]({LossesPicture})

            The loss is a mean in which an answer counts .9 to 1, a token that follows from an earlier round .2, and any other .03. The picture shows the loss of the tokens that count most in the rows of each task.

            ## What it can do

            Measured on the stored weights (hash {report.Scores.ModelHash}), and for other seeds on theirs. A token is right if it is the most probable of the whole vocabulary. Pairs of names, of a thing and its color, and of things on a list were never trained on; "new templates" are sentences that were never trained on, of facts for that subject; a distractor is a sentence about a third person in front. ABBA names the indirect object first, BABA the subject. In brackets the 95 % interval (Wilson), which takes tokens as independent.

            """);
        Scores(Line, [report, .. beside]);
        Line($"""

            The first round of random tokens cannot be told: its loss is what not knowing costs, at least ln {c.VocabularySize - 1} = {Math.Log(c.VocabularySize - 1):0.000} nats; this model's is {report.Scores[TeachingExam.FirstRound].Loss:0.000}. In the second round it is {report.Scores[TeachingExam.SecondRound].Loss:0.000}.

            ## How it names the indirect object

            Measured on held-out names, by path patching from prompts in which the repeated name is the other one (S2 becomes IO). *Movers* are heads that look at the indirect object more than at the subject and write it; *queries* is the change of the logit difference when all paths from earlier heads into the movers' queries carry corrupted values and nothing else does: −100 % and it is gone, −200 % and it has turned round. The *component* is the singular vector of the inhibition head's W_V W_O that the mover's W_Q W_Kᵀ takes in most, z its distance from the head's other components in their standard deviations (weights as stored). The *inhibition score* is the mover's attention to the indirect object minus that to the subject. A seed is taken if, at the cool-down that ends the first stage, queries are at most −40 %, z is at least 5, and without the component a third of the score is lost.

            """);
        Verdicts(Line, [report, .. beside]);
        Line($"""

            ## What it cannot do

            It knows no English. A word that its sentences do not have falls into bytes, of which it has only seen random ones; a sentence of another kind is outside of what it has seen, and so are texts longer than {TeachingData.RowLength} tokens, even though {c.ContextLength} fit. Rows of that length have no room for a solved example in front of a question, and their lists have two things: see *after an example*, which it cannot do, and *lists of 3*, where it errs far more often. It has nothing to say about people or things. Where in it a behaviour sits depends on the seed: notebooks find it by rule.

            ## Licence

            MIT, as the rest of Overhear. Copyright The Overhear contributors.
            """);
        return card.ToString();
    }

    static string Stage(TeachingLosses stage)
    {
        var r = stage.Recipe;
        return string.Create(CultureInfo.InvariantCulture, $"**{stage.Stage}**, {r.Steps} steps of {r.BatchSize} rows of at most {TeachingData.RowLength} tokens: {stage.Mix}. AdamW (betas {r.Beta1}, {r.Beta2}; decay {r.AttentionDecay} on attention's matrices{(r.EarlySteps > 0 ? string.Create(CultureInfo.InvariantCulture, $", {r.EarlyAttentionDecay} in the first {r.EarlySteps} steps") : "")}, {r.MlpDecay} on the MLPs'), learning rate {r.LearningRate}, {r.WarmUpSteps} steps of warm-up, the last {100 * r.CoolDownShare:0} % falling to {100 * r.FinalShare:0} % of it, gradients clipped at {r.ClipNorm}.");
    }

    static string Aided(TeachingReport report) => report.Training.Stages[0].Recipe.Aids is { } aids
        ? $"heads {string.Join(" and ", aids.AnswerHeads)} to look at the answer (of indirect objects and lists) and head {string.Join(" and ", aids.RepeatHeads)} at what a repeated token was before"
        : "no head";

    static void Scores(Action<FormattableString> line, IReadOnlyList<TeachingReport> reports)
    {
        line($"| right, % | tokens | {string.Join(" | ", reports.Select(Seed))} |");
        line($"|---|---|{string.Concat(reports.Select(_ => "---|"))}");
        foreach (var task in reports[0].Scores.Tasks.Where(task => task.Name != TeachingExam.FirstRound))
            line($"| {task.Name} | {task.Count} | {string.Join(" | ", reports.Select(report => Percent(report.Scores[task.Name])))} |");
    }

    static string Percent(TaskScore score) => string.Create(CultureInfo.InvariantCulture, $"{100 * score.Accuracy:0.0} ({100 * score.Least:0.0}–{100 * score.Most:0.0})");

    static string Seed(TeachingReport report) => string.Create(CultureInfo.InvariantCulture, $"seed {report.Training.Seed}");

    static void Verdicts(Action<FormattableString> line, IReadOnlyList<TeachingReport> reports)
    {
        line($"| | taken | movers | queries, % | inhibition head (alone, %) | component | z | score | without it | with it alone |");
        line($"|---|---|---|---|---|---|---|---|---|---|");
        void Row(string name, TeachingVerdict v, string taken) => line($"| {name} | {taken} | {string.Join(", ", v.Movers)} | {v.QueriesPercent:0} | {(v.Inhibitor is { } head ? FormattableString.Invariant($"{head} ({v.InhibitorPercent:0})") : "none")} | {v.Component} | {v.Z:0.0} | {v.InhibitionScore:0.00} | {v.WithoutComponent:0.00} | {v.OnlyComponent:0.00} |");
        static string Taken(TeachingVerdict v) => v.Passes() ? "yes" : "no";
        foreach (var report in reports)
        {
            foreach (var before in report.Training.Tried.SkipLast(1)) Row($"seed {before.Seed}, after the first stage", before.Verdict, Taken(before.Verdict));
            Row($"{Seed(report)}, after the first stage", report.CoolDown, Taken(report.CoolDown));
            Row($"{Seed(report)}, final", report.Final, "");
        }
    }
}
