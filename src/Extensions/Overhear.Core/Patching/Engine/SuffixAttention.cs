using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Attention of the recomputed rows of many variants of a prompt: keys and values before the rows are shared by all variants.</summary>
static class SuffixAttention
{
    /// <param name="q">Scaled and rotated queries [batch, variant, query_row, kv_head, heads of it, d_head].</param>
    /// <param name="k">Rotated keys of the rows [batch, variant, row, kv_head, d_head].</param>
    /// <param name="v">Their values [batch, variant, row, kv_head, d_head].</param>
    /// <param name="keysBefore">Rotated keys before the rows [batch, key_pos, kv_head, d_head].</param>
    /// <param name="valuesBefore">Their values.</param>
    /// <param name="forbiddenBefore">True at keys before the rows that may not be looked at [batch, 1, 1, 1, key_pos], or null.</param>
    /// <param name="later">True at rows that a query row may not look at [batch or 1, 1, 1, query_row, row].</param>
    /// <returns>z [batch, variant, query_row, kv_head, heads of it, d_head]</returns>
    public static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor keysBefore, Tensor valuesBefore, Tensor? forbiddenBefore, Tensor later)
    {
        using var scope = NewDisposeScope();
        long batch = q.shape[0], variants = q.shape[1], queries = q.shape[2], groups = q.shape[3], heads = q.shape[4], width = q.shape[5], rows = k.shape[2], before = keysBefore.shape[1];
        var query = q.permute(0, 3, 1, 4, 2, 5).reshape(batch, groups, variants, heads * queries, width); // [batch, kv_head, variant, head · query_row, d_head]
        var (key, value) = (k.permute(0, 3, 1, 2, 4), v.permute(0, 3, 1, 2, 4)); // [batch, kv_head, variant, row, d_head]

        // One row has one key of its own: a sum of products, no matrix.
        var own = rows == 1 ? (query * key).sum([-1L], keepdim: true) : query.matmul(key.transpose(-1, -2)); // [batch, kv_head, variant, head · query_row, row]
        if (rows > 1) own = own.reshape(batch, groups, variants * heads, queries, rows).Masked(later, double.NegativeInfinity).reshape(batch, groups, variants, heads * queries, rows);
        if (before == 0) return Join((rows == 1 ? ones_like(own) * value : own.softmax(-1).matmul(value))).MoveToOuterDisposeScope();

        var past = query.reshape(batch, groups, variants * heads * queries, width).matmul(keysBefore.permute(0, 2, 3, 1)).reshape(batch, groups, variants, heads * queries, before);
        if (forbiddenBefore is not null) past = past.Masked(forbiddenBefore, double.NegativeInfinity);
        var pattern = cat([past, own], -1).softmax(-1);
        var ofPast = pattern.narrow(-1, 0, before).reshape(batch, groups, variants * heads * queries, before).matmul(valuesBefore.permute(0, 2, 1, 3)).reshape(batch, groups, variants, heads * queries, width);
        var ofOwn = pattern.narrow(-1, before, rows);
        return Join(ofPast.Plus(rows == 1 ? ofOwn * value : ofOwn.matmul(value))).MoveToOuterDisposeScope();

        Tensor Join(Tensor z) => z.reshape(batch, groups, variants, heads, queries, width).permute(0, 2, 4, 1, 3, 5);
    }
}
