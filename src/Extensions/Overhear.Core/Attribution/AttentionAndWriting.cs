using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Whether a head writes what it looks at (Wang et al. 2022, arXiv:2211.00593, section 3.1, figure 3c): its attention from the last token to a
/// word, beside how far what it writes there points to that word's token.
/// </summary>
/// <remarks>
/// A head that moves names writes more of a name the more it looks at it; one with a negative sign writes less of it. What it writes is
/// multiplied with the token's column of the unembedding, ⟨h, W_U[token]⟩, before any norm, as in the paper; a norm that is scaled by
/// its weight is not taken along.
/// </remarks>
public static class AttentionAndWriting
{
    /// <summary>Attention and writing of a head, prompt by prompt, for words of some roles.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts.</param>
    /// <param name="head">The head.</param>
    /// <param name="roles">The roles of the words, for instance IO and S1.</param>
    /// <remarks>
    /// One forward pass up to the head's layer. A word that reads as the prompt's answer or wrong answer counts as that token, so that
    /// " blue" and " Blue" are one; others count as the token that stands there.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no such head, no role, or a prompt has no word of a role.</exception>
    public static AttentionAndWritingResult Of(TransformerModel model, TaskSet set, HeadId head, params IReadOnlyList<string> roles)
    {
        model.Require(head);
        if (roles.Count == 0) throw new ArgumentException("There is no role; at least one is needed.", nameof(roles));
        IReadOnlyList<int>[] places = [.. roles.Select(set.Positions)];
        var (attention, written) = (roles.Select(_ => new List<double>()).ToList(), roles.Select(_ => new List<double>()).ToList());
        foreach (var (tokens, metric, first) in set.Chunks(16))
        {
            Work.Current.Step("Attention and writing", first, set.Count);
            model.Inspect(tokens, run =>
            {
                using var scope = NewDisposeScope();
                var c = model.Config;
                var output = model.Weights.Blocks[head.Layer].O.detach().narrow(1, (long)head.Head * c.DHead, c.DHead).to(ScalarType.Float64); // [d_model, d_head]
                var result = metric.Rows(run[HookPoint.Z(head.Layer)], tokens).select(1, head.Head).matmul(output.t()); // [batch, d_model]
                for (var role = 0; role < roles.Count; role++)
                    for (var row = 0; row < tokens.Rows; row++)
                    {
                        var at = places[role][first + row];
                        attention[role].Add(run[HookPoint.Pattern(head.Layer)][row, head.Head, tokens.LastPosition(row), at].to(ScalarType.Float64).cpu().item<double>());
                        written[role].Add(result[row].dot(model.Weights.Unembed.detach()[TokenOf(set.Rows[first + row], roles[role])].to(ScalarType.Float64)).cpu().item<double>());
                    }
                return 0;
            }, new RunOptions { Keep = HookSelection.Of(HookPoint.Z(head.Layer), HookPoint.Pattern(head.Layer)), StopAtLayer = head.Layer + 1, Logits = LogitsAt.Nowhere });
        }
        Work.Current.Step("Attention and writing", set.Count, set.Count);
        return new AttentionAndWritingResult(head, roles, [.. attention.Select(values => new PromptValues(values))], [.. written.Select(values => new PromptValues(values))], model.Record());
    }

    static int TokenOf(TaskRow row, string role)
    {
        var word = row.Prompt.Words.FirstOrDefault(word => word.Role == role)?.Text.Trim();
        bool Is(string answer) => answer.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);
        return Is(row.Prompt.Answer) ? row.AnswerId : Is(row.Prompt.Wrong) ? row.WrongId : row.Ids[row.Positions[role]];
    }
}
