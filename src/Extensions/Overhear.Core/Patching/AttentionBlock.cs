using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Keeps some heads from looking from the last token at some words, and asks again; then the same with as many other heads (Merullo et
/// al. 2023, arXiv:2310.08744, section 4: content gatherers, kept from the question). Beside it the answers without anything that the heads
/// write, at any position: the authors' released script sets their values to 0, which is another operation than the text's.
/// </summary>
/// <remarks>Weights are cut after the softmax, in all heads in one pass, everything after them live. What the other heads do is the null: heads drawn anywhere in the model.</remarks>
public static class AttentionBlock
{
    const int Rows = 16; // of a pass: bounds what logits take

    /// <summary>Accuracy as it is, with the heads cut, with their values at 0, and with others cut.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="words">The positions that are cut, of each prompt.</param>
    /// <param name="options">Whether rows are scaled again, how many controls, their seed.</param>
    /// <remarks>One forward pass as it is, two with the heads, one for each control.</remarks>
    /// <exception cref="ArgumentException">There is no head, one is not the model's, positions do not fit, or there are not as many other heads.</exception>
    public static AttentionBlockResult Of(TransformerModel model, TaskSet set, IReadOnlyList<HeadId> heads, IReadOnlyList<IReadOnlyList<int>> words, AttentionBlockOptions? options = null)
    {
        options ??= new AttentionBlockOptions();
        HeadId[] cut = [.. heads.Distinct().Order()], others = [.. model.Heads.Except(heads)];
        List<string> problems = [.. EndRows.Problems(set.Batch, words, "words that are cut")];
        if (cut.Length == 0) problems.Add("There is no head; at least one is needed.");
        if (options.Controls < 0) problems.Add($"{options.Controls} controls are asked for; 0 or more can be.");
        if (options.Controls > 0 && others.Length < cut.Length) problems.Add($"{cut.Length} heads are cut, and the model has {others.Length} others to draw controls from; ask for 0 controls.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
        foreach (var head in cut) model.Require(head);

        var random = new SeededRandom(options.Seed);
        var silent = new HeadGroup("values at 0", cut);
        List<HeadGroup> asked = [new("as it is"), new("cut", cut), silent, .. Enumerable.Range(1, options.Controls).Select(i => new HeadGroup($"control {i}", [.. random.Sample(others, cut.Length).Order()]))];
        List<PromptValues> correct = [];
        foreach (var group in asked)
        {
            Work.Current.Step("Attention block", correct.Count, asked.Count, group.Name);
            correct.Add(new PromptValues(Run(model, set, group.Heads, ReferenceEquals(group, silent) ? null : words, options.Renormalise)) { Name = $"answers right, {group.Name}", Record = model.Record() });
        }
        Work.Current.Step("Attention block", asked.Count, asked.Count);
        return new AttentionBlockResult(asked, correct, model.Record(options.Seed));
    }

    /// <param name="words">The positions that are cut; null to set the heads' values to 0 instead.</param>
    static List<double> Run(TransformerModel model, TaskSet set, IReadOnlyList<HeadId> heads, IReadOnlyList<IReadOnlyList<int>>? words, bool renormalise)
    {
        List<double> correct = [];
        foreach (var (tokens, metric, first) in set.Chunks(Rows))
        {
            Work.Current.ThrowIfCancelled();
            IReadOnlyList<IReadOnlyList<int>>? keys = words is null ? null : [.. words.Skip(first).Take(tokens.Rows)];
            var edits = heads.GroupBy(head => head.Layer).Select(layer => keys is null
                ? new Hook(HookPoint.Z(layer.Key), z => Silent(z, layer))
                : new Hook(HookPoint.Pattern(layer.Key), pattern => EndRows.Cut(pattern, tokens, layer, keys, renormalise)));
            correct.AddRange(model.Inspect(tokens, run => TopAnswers.Read(run.Logits.squeeze(1), metric.Correct), new RunOptions { Edits = [.. edits], Logits = LogitsAt.LastToken }).Select(hit => hit ? 1.0 : 0));
        }
        return correct;
    }

    /// <summary>Weights times values that are 0 are 0.</summary>
    static Tensor Silent(Tensor z, IEnumerable<HeadId> heads)
    {
        using var scope = NewDisposeScope();
        foreach (var head in heads) z[.., .., head.Head].zero_();
        return z;
    }
}
