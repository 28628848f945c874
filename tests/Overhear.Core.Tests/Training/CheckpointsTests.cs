namespace Overhear.Tests;

/// <summary>Checkpoints that lie with a model: found, told apart, loaded one by one.</summary>
[Trait("Category", "fast")]
public class CheckpointsTests : FileTestFolder
{
    const string Scores = """
        { "Stage": "colors", "Step": 20, "Name": "colors-0020", "Scores": [
          { "Name": "IOI, new, ABBA", "Count": 60, "Accuracy": 0.5, "Loss": 1.5, "LogitDifference": 2.5, "Least": 0.4, "Most": 0.6 },
          { "Name": "IOI, new, BABA", "Count": 20, "Accuracy": 1, "Loss": 0.5, "LogitDifference": null, "Least": 0.9, "Most": 1 },
          { "Name": "IOI, newer", "Count": 20, "Accuracy": 0.25, "Loss": 0.5, "LogitDifference": null, "Least": 0, "Most": 1 } ] }
        """;

    void Write(string folder, long seed)
    {
        using var model = RandomWeights.Create("small", SmallModel.LayerNorm().Config, seed, .3, Dtype.Float32);
        Gpt2Folder.Write(Directory.CreateDirectory(PathOf(folder)).FullName, model);
    }

    [Fact]
    public void A_models_checkpoints_are_listed_in_order_with_their_scores()
    {
        Write("model", 1);
        Assert.Empty(Checkpoints.Of(PathOf("model")));
        Write("model/checkpoints/colors-0020", 2);
        Write("model/checkpoints/circuits-0100", 3);
        Directory.CreateDirectory(PathOf("model/checkpoints/notes"));
        WriteText("model/checkpoints/colors-0020/scores.json", Scores);
        var found = Checkpoints.Of(PathOf("model"));
        Assert.Equal(["circuits-0100", "colors-0020"], found.Select(c => c.Name));
        Assert.Equal([("circuits", 100), ("colors", 20)], found.Select(c => (c.Stage, c.Step)));
        Assert.Equal(PathOf("model/checkpoints/colors-0020"), found[1].Folder);
        Assert.Equal(2.5, found[1].Scores[0].LogitDifference);
        Assert.Equal(.25, found[1].Accuracy("IOI, newer"));
        Assert.Equal((.5 * 60 + 20) / 80, found[1].Accuracy("IOI, new"), 1e-12);
        Assert.Contains("IOI, newer", Assert.Throws<ArgumentException>(() => found[1].Accuracy("facts")).Message);
        Assert.Contains("none is known", Assert.Throws<ArgumentException>(() => found[0].Accuracy("facts")).Message);
    }

    [Fact]
    public void Each_is_loaded_read_and_freed()
    {
        Write("model", 1);
        for (var i = 1; i < 4; i++) Write($"model/checkpoints/first-{i:0000}", 10 + i);
        var found = Checkpoints.Of(PathOf("model"));
        var seen = new List<TransformerModel>();
        var hashes = found.InspectEach(model =>
        {
            seen.Add(model);
            return model.Record().ModelHash;
        });
        Assert.Equal(3, hashes.Distinct().Count());
        Assert.All(seen, model => Assert.True(model.Weights.Embed.IsInvalid));
        using var first = found[0].Load();
        Assert.Equal(hashes[0], first.Record().ModelHash);
        using (Work.Begin(new CancellationToken(canceled: true))) Assert.ThrowsAny<OperationCanceledException>(() => found.InspectEach(model => model.Name));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_with_its_place()
    {
        Write("model", 1);
        Write("model/checkpoints/best", 2);
        Refuses(() => Checkpoints.Of(PathOf("model")), "STAGE-STEP");
        WriteText("model/checkpoints/best/scores.json", "{ \"Stage\": \"a\", \"Step\": 1 }");
        Refuses(() => Checkpoints.Of(PathOf("model")), "stage, step and scores");
        WriteText("model/checkpoints/best/scores.json", "{ \"Stage\": \"a\", \"Step\": \"x\", \"Scores\": [] }");
        Refuses(() => Checkpoints.Of(PathOf("model")), "$.Step");
        WriteText("model/checkpoints/best/scores.json", "{ \"Stage\": \"a\", \"Step\": 1, \"Scores\": [null] }");
        Refuses(() => Checkpoints.Of(PathOf("model")), "each score has a name");
        WriteText("model/checkpoints/best/scores.json", "[");
        Refuses(() => Checkpoints.Of(PathOf("model")), "not JSON");
        Assert.Throws<ModelNotFoundException>(() => Checkpoints.Of(PathOf("elsewhere")));
    }
}
