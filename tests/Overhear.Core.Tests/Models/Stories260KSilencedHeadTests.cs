using TorchSharp;

namespace Overhear.Tests;

/// <summary>The 260 thousand parameter story model loses without each of its heads what it lost in transformers.</summary>
[Trait("Category", "slow")]
public class Stories260KSilencedHeadTests
{
    [Fact]
    public void Losses_without_each_head_agree()
    {
        var real = RealModel.Load("stories260k");
        var rows = real.Reference["repeated_tokens.token_ids"].Rows;
        var batch = TokenBatch.FromIds(rows);
        real.Model.Inspect(batch, plain =>
        {
            var loss = LossOfSecondRound(plain, rows);
            var rises = real.Model.Heads.Select(head => real.Model.Inspect(batch, run => LossOfSecondRound(run, rows), new RunOptions
            {
                StartAtLayer = head.Layer, StartResidual = plain[HookPoint.ResidPre(head.Layer)], Edits = [Silenced(head)],
            }) - loss);
            real.Reference["repeated_tokens.loss_rises_when_zeroed"].Compare([.. rises], 1e-4);
            return 0;
        }, RunOptions.Keeping(HookSelection.Kinds(HookKind.ResidPre)));
    }

    static Hook Silenced(HeadId head) => new(HookPoint.Z(head.Layer), z =>
    {
        z.select(2, head.Head).zero_();
        return z;
    });

    // In nats: the mean over the last 39 tokens, those that the first round tells.
    static double LossOfSecondRound(Run run, int[][] rows)
    {
        const int told = 39;
        var from = rows[0].Length - told;
        var targets = torch.tensor(rows.SelectMany(r => r.Skip(from)).Select(i => (long)i).ToArray()).view(rows.Length, told, 1);
        return -run.LogProbabilities().narrow(1, from - 1, told).gather(2, targets).to(torch.ScalarType.Float64).mean().item<double>();
    }
}
