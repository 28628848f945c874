namespace Overhear.Tests;

/// <summary>What a run will keep is known to the byte before anything is computed.</summary>
[Trait("Category", "fast")]
public class CacheBytesTests
{
    public static MatrixTheoryData<string, Dtype> Cases => new(TinyModels.Families, Enum.GetValues<Dtype>());

    [Theory, MemberData(nameof(Cases))]
    public void The_bytes_foretold_are_the_bytes_kept(string family, Dtype dtype)
    {
        var model = TinyModels.Of(family, dtype);
        HookSelection[] selections =
        [
            HookSelection.None, HookSelection.All, HookSelection.Named("blocks.*.attn.*"), HookSelection.Of(HookPoint.Z(1), HookPoint.Logits),
            HookSelection.Kinds(HookKind.QInput, HookKind.KInput, HookKind.VInput), // views, of no bytes of their own
            .. model.HookPoints.Select(p => p.Kind).Distinct().Select(kind => HookSelection.Kinds(kind)),
        ];
        var padded = TokenBatch.FromIds(TinyModels.Rows(model, [1, 4, 6]), PaddingSide.Left);
        foreach (var keep in selections) RequireForetold(model, padded, keep);
        RequireForetold(model, TinyModels.Tokens(model, rows: 2, length: 5), HookSelection.All);
    }

    static void RequireForetold(TransformerModel model, TokenBatch tokens, HookSelection keep)
    {
        var (kept, places) = model.Inspect(tokens, run => (run.Cache.Bytes, run.Cache.Points.Count(p => !p.IsView)), RunOptions.Keeping(keep));
        Assert.True(model.CacheBytes(tokens, keep) == kept, $"{keep}: foretold {model.CacheBytes(tokens, keep)} bytes, kept {kept}");
        Assert.Equal(places > 0, kept > 0);
    }
}
