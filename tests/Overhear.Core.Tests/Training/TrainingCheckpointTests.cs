namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TrainingCheckpointTests : FileTestFolder
{
    string Saved()
    {
        var checkpoint = PathOf("checkpoint.safetensors");
        using var run = TrainingRun.Begin(MicroTraining.Plan());
        run.Step();
        run.Step();
        TrainingCheckpoint.Save(run, checkpoint);
        return checkpoint;
    }

    /// <summary>The checkpoint again, some of it changed.</summary>
    static void Rewrite(string checkpoint, Func<string, bool>? keep = null, string? key = null, string value = "")
    {
        var writer = new SafetensorsWriter();
        using (var file = SafetensorsFile.Open(checkpoint))
        {
            foreach (var entry in file.Entries.Where(entry => keep?.Invoke(entry.Name) != false))
                if (entry.Type == StorageType.F64) writer.AddDoubles(entry.Name, file.ReadDoubles(entry.Name), [.. entry.Shape]);
                else writer.AddFloats(entry.Name, file.ReadFloats(entry.Name), [.. entry.Shape]);
            foreach (var (name, note) in file.Metadata) writer.AddMetadata(name, name == key ? value : note);
        }
        writer.Save(checkpoint);
    }

    static InvalidFileException Refused(TrainingPlan plan) => Assert.Throws<InvalidFileException>(() => Trainer.Train(plan));

    [Fact]
    public void It_is_one_file_of_weights_state_history_and_notes()
    {
        var checkpoint = Saved();
        using var file = SafetensorsFile.Open(checkpoint);
        Assert.Equal([16L, 16L], file.Entry("weights.blocks.0.attn.W_O").Shape);
        Assert.Equal([16L, 16L], file.Entry("means.blocks.0.attn.W_O").Shape);
        Assert.Equal([16L, 16L], file.Entry("squares.blocks.0.attn.W_O").Shape);
        Assert.Equal([2L, 3L], file.Entry("history").Shape);
        Assert.False(file.Contains("weights.unembed.W_U"));
        Assert.Equal("2", file.Metadata["step"]);
        Assert.Equal(4, file.Metadata["random"].Split(' ').Length);
    }

    [Fact]
    public void A_training_of_another_kind_is_not_gone_on_with_and_every_difference_is_said()
    {
        var checkpoint = Saved();
        var plan = MicroTraining.Plan(checkpoint, MicroTraining.Recipe with { Seed = 9, LearningRate = 1 }, resume: true);
        var refused = Refused(plan with { Config = plan.Config with { DMlp = 64 } });
        Assert.Equal(3, refused.Faults.Count);
        Assert.All(["Seed 5; asked for is 9", "LearningRate 0.01; asked for is 1", "DMlp 32; asked for is 64", "begin anew"], part => Assert.Contains(part, refused.Message));
        var data = new TeachingData(_ => [1], 12, 0, new TeachingMix { Repeats = 1 });
        Assert.Contains("its data are \"counting\"", Refused(MicroTraining.Plan(checkpoint, resume: true) with { Data = data }).Message);
    }

    [Fact]
    public void What_is_missing_or_damaged_is_said()
    {
        var plan = MicroTraining.Plan(Saved(), resume: true);
        Rewrite(plan.CheckpointFile!, keep: name => name is not ("weights.embed.W_E" or "squares.ln_final.b"));
        Assert.Equal(["weights.embed.W_E is missing", "squares.ln_final.b is missing"], Refused(plan).Faults);
        Rewrite(Saved(), key: "step", value: "7");
        Assert.Contains("says step 7 and has a history of 2 steps", Refused(plan).Message);
        Rewrite(Saved(), key: "random", value: "0 0 0 0");
        Assert.Contains("not four words", Refused(plan).Message);
        Rewrite(Saved(), key: "recipe", value: "[");
        Assert.Contains("its recipe cannot be read", Refused(plan).Message);
        Rewrite(Saved(), key: "format", value: "another");
        Assert.Contains("its format is not", Refused(plan).Message);
        Assert.Contains("no checkpoint of a training", Assert.Throws<InvalidFileException>(() => TrainingCheckpoint.ReadRecipe(plan.CheckpointFile!)).Message);
        Assert.Throws<FileNotFoundException>(() => Trainer.Train(MicroTraining.Plan(PathOf("none"), resume: true)));
    }

    [Fact]
    public void The_recipe_can_be_read_alone() => Assert.Equal(MicroTraining.Recipe, TrainingCheckpoint.ReadRecipe(Saved()));
}
