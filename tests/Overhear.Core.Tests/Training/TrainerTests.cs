using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TrainerTests : FileTestFolder
{
    static string TrainUntil(int step, string checkpoint, TrainingRecipe? recipe = null, bool resume = false)
    {
        using var source = new CancellationTokenSource();
        var plan = MicroTraining.Plan(checkpoint, recipe, resume, at => { if (at == step - 1) source.Cancel(); });
        using (Work.Begin(cancellation: source.Token)) Assert.Throws<OperationCanceledException>(() => Trainer.Train(plan));
        return checkpoint;
    }

    [Theory, InlineData(1), InlineData(4), InlineData(7), InlineData(11)]
    public void A_training_that_was_stopped_and_resumed_ends_in_the_same_bytes(int step)
    {
        var through = MicroTraining.HashOf(MicroTraining.Plan());
        var checkpoint = TrainUntil(step, PathOf("checkpoint.safetensors"));
        using (var file = SafetensorsFile.Open(checkpoint)) Assert.Equal(step.ToString(), file.Metadata["step"]);
        Assert.Equal(through, MicroTraining.HashOf(MicroTraining.Plan(checkpoint, resume: true)));
    }

    [Fact]
    public void It_can_be_stopped_several_times_and_its_history_is_whole()
    {
        using var whole = Trainer.Train(MicroTraining.Plan()).Model;
        var checkpoint = TrainUntil(3, PathOf("checkpoint.safetensors"));
        TrainUntil(6, checkpoint, resume: true);
        var resumed = Trainer.Train(MicroTraining.Plan(checkpoint, resume: true));
        using var model = resumed.Model;
        var through = Trainer.Train(MicroTraining.Plan());
        using var other = through.Model;
        Assert.Equal(through.History, resumed.History);
        Assert.Equal(other.Record().ModelHash, model.Record().ModelHash);
        Assert.Equal(whole.Record().ModelHash, model.Record().ModelHash);
    }

    [Fact]
    public void A_crash_leaves_the_last_checkpoint_which_can_be_resumed()
    {
        var checkpoint = PathOf("checkpoint.safetensors");
        var crash = new InvalidOperationException("the data are gone");
        Assert.Same(crash, Assert.Throws<InvalidOperationException>(() => Trainer.Train(MicroTraining.Plan(checkpoint, atStep: step => { if (step == 6) throw crash; }))));
        using (var file = SafetensorsFile.Open(checkpoint)) Assert.Equal("4", file.Metadata["step"]);
        Assert.Equal([checkpoint], Directory.GetFiles(Folder)); // nothing half written lies beside it
        Assert.Equal(MicroTraining.HashOf(MicroTraining.Plan()), MicroTraining.HashOf(MicroTraining.Plan(checkpoint, resume: true)));
    }

    [Fact]
    public void A_training_cancelled_before_its_first_step_can_be_resumed()
    {
        var checkpoint = PathOf("checkpoint.safetensors");
        using (Work.Begin(cancellation: new CancellationToken(canceled: true))) Assert.Throws<OperationCanceledException>(() => Trainer.Train(MicroTraining.Plan(checkpoint)));
        Assert.Equal(MicroTraining.HashOf(MicroTraining.Plan()), MicroTraining.HashOf(MicroTraining.Plan(checkpoint, resume: true)));
    }

    [Fact]
    public void The_seed_decides_and_the_loss_goes_down()
    {
        Assert.Equal(MicroTraining.HashOf(MicroTraining.Plan()), MicroTraining.HashOf(MicroTraining.Plan()));
        Assert.NotEqual(MicroTraining.HashOf(MicroTraining.Plan()), MicroTraining.HashOf(MicroTraining.Plan(recipe: MicroTraining.Recipe with { Seed = 6 })));

        var trained = Trainer.Train(MicroTraining.Plan(recipe: MicroTraining.Recipe with { Steps = 80, BatchSize = 8 }));
        using var model = trained.Model;
        Assert.Equal(Math.Log(MicroTraining.Vocabulary), trained.History[0].Loss, .5);
        Assert.True(trained.History.TakeLast(10).Average(step => step.Loss) < .5 * trained.History[0].Loss);
        Assert.Equal(Enumerable.Range(0, 80), trained.History.Select(step => step.Step));
        // What was learnt is in the model that is handed out: 5 follows 4.
        Assert.Equal(5, model.Inspect(TokenBatch.FromIds([[2, 3, 4]]), run => run.Logits[0, 2].argmax().item<long>()));
    }

    [Fact]
    public void Gradients_are_clipped_to_the_norm()
    {
        // Clipped to almost nothing, Adam's first step is the same, as it divides by the gradient's own size; its state tells.
        using var scope = torch.NewDisposeScope();
        double Norm(double clip)
        {
            using var run = TrainingRun.Begin(MicroTraining.Plan(recipe: MicroTraining.Recipe with { ClipNorm = clip }));
            run.Step();
            return Math.Sqrt(run.Optimizer.Means.Sum(mean => (double)mean.square().sum().item<float>())) / (1 - run.Plan.Recipe.Beta1);
        }
        var free = Norm(1e6);
        Assert.True(free > .2);
        Assert.Equal(.125, Norm(.125), 1e-4);
    }

    [Fact]
    public void Progress_shows_steps_and_loss()
    {
        var seen = new List<WorkProgress>();
        using (Work.Begin(progress: new Listener(seen))) MicroTraining.HashOf(MicroTraining.Plan());
        Assert.Equal(("Training micro", 0L, 12L, null), (seen[0].Label, seen[0].Done, seen[0].Total, seen[0].Detail));
        Assert.Equal(12, seen[^1].Done);
        Assert.StartsWith("loss ", seen[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        var checkpoint = PathOf("checkpoint.safetensors");
        static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var before = Live();
        for (var i = 0; i < 3; i++)
        {
            MicroTraining.HashOf(MicroTraining.Plan(checkpoint));
            TrainUntil(5, checkpoint);
            MicroTraining.HashOf(MicroTraining.Plan(checkpoint, resume: true));
            Assert.Throws<InvalidFileException>(() => Trainer.Train(MicroTraining.Plan(checkpoint, MicroTraining.Recipe with { Steps = 13 }, resume: true)));
        }
        Assert.Equal(before, Live());
    }

    sealed class Listener(List<WorkProgress> seen) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => seen.Add(value);
    }
}
