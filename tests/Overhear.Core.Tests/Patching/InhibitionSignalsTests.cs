namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class InhibitionSignalsTests
{
    [Fact]
    public void Twins_say_another_name_or_repeat_another_position()
    {
        foreach (var prompt in SignalTwins.Add(IndirectObject.Generate(20, 3), 1))
        {
            string Name(string twin, string role) => prompt.Twin(twin).Words.Single(word => word.Role == role).Text;
            var (io, s) = (prompt.Word("IO").Text, prompt.Word("S1").Text);
            foreach (var (twin, token, isInverted) in new (string, string?, bool)[]
            {
                (SignalTwins.PositionInverted, s, true), (SignalTwins.TokenRandom, null, false), (SignalTwins.TokenRandomPositionInverted, null, true), (SignalTwins.TokenInverted, io, false), (SignalTwins.TokenInvertedPositionInverted, io, true),
            })
            {
                var repeated = Name(twin, "S2");
                Assert.Equal(Name(twin, isInverted ? "IO" : "S1"), repeated);
                Assert.NotEqual(Name(twin, isInverted ? "S1" : "IO"), repeated);
                if (token is not null) Assert.Equal(token, repeated);
                else Assert.DoesNotContain(repeated, new[] { io, s });
                Assert.All(prompt.Twin(twin).Words, word => Assert.Equal(word.Text, prompt.Twin(twin).Text[word.Start..word.End]));
            }
            Assert.Equal(prompt.Twin(IndirectObject.Swap).Text, prompt.Twin(SignalTwins.TokenInvertedPositionInverted).Text);
        }
    }

    [Fact]
    public void Each_cell_is_the_run_with_the_heads_of_its_twin()
    {
        var (model, set) = (TaskModel.Model, TaskModel.IndirectObjects(6));
        HeadId[] heads = [new(0, 1), new(1, 1)];
        var found = InhibitionSignals.Of(model, set, heads);
        Assert.Equal(set.Metric.Of(model, set.Batch).Values, found[1, 1].Values);
        foreach (var (token, position, twin) in new[] { (1, -1, SignalTwins.PositionInverted), (0, 1, SignalTwins.TokenRandom), (-1, -1, SignalTwins.TokenInvertedPositionInverted) })
            foreach (var (at, row) in set.Rows.Index())
            {
                var literal = model.Inspect(TokenBatch.FromIds([row.Twins[twin]]), from => model.Inspect(TokenBatch.FromIds([row.Ids]), run => (run.Logits[0, -1, row.AnswerId] - run.Logits[0, -1, row.WrongId]).item<float>(),
                    RunOptions.Editing(heads.Select(head => new Hook(HookPoint.Z(head.Layer), z =>
                    {
                        z[0, -1, head.Head].copy_(from[HookPoint.Z(head.Layer)][0, -1, head.Head]);
                        return z;
                    })))), RunOptions.Keeping(HookSelection.Kinds(HookKind.Z)));
                Assert.Equal(literal, found[token, position].Values[at], 2e-5);
            }
        Assert.Equal(found[-1, 1].Mean, found.Means()[0, 2], 1e-12);
    }

    [Fact]
    public void The_fit_is_the_papers()
    {
        double[] means = [3.55, -.99, 2.45, -1.96, 1.77, -3.16]; // appendix A: token as it is, random, inverted; of each both positions
        var found = new InhibitionSignalsResult([.. means.Select(mean => new PromptValues([mean]))], TaskModel.Model.Record());
        Assert.Equal(2.31, found.PerPosition, .005);
        Assert.Equal(.99, found.PerToken, .005);
        Assert.Equal(.07, found.MeanError, .01); // the paper rounds down
    }
}
