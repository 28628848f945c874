using TorchSharp;

namespace Overhear.Tests;

/// <summary>The same model in other clothes: config.json of the newer form, names of old checkpoints, shards.</summary>
[Trait("Category", "fast")]
public class GoldenVariantTests
{
    public static TheoryData<string> Models => [.. GoldenModel.Names];

    [Theory, MemberData(nameof(Models))]
    public void Both_forms_of_config_json_load(string name)
    {
        var golden = GoldenModel.Load(name);
        var source = GoldenRepair.Mended(golden.Folder, golden.Reference);
        var folder = Directory.CreateTempSubdirectory("overhear-v5-").FullName;
        try
        {
            File.Copy(Path.Combine(source, "config.v5.json"), Path.Combine(folder, "config.json"));
            File.Copy(Path.Combine(source, "model.safetensors"), Path.Combine(folder, "model.safetensors"));
            using var model = TransformerModel.Load(folder);
            Assert.Equal(golden.Model.Config.ToString(), model.Config.ToString());
            RequireLogits(golden, model);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Theory, MemberData(nameof(Models))]
    public void Old_names_and_shards_give_the_same_model(string name)
    {
        var golden = GoldenModel.Load(name);
        foreach (var folder in Directory.GetDirectories(golden.Folder).Where(f => File.Exists(Path.Combine(f, "config.json"))))
        {
            using var model = TransformerModel.Load(GoldenRepair.Mended(folder, golden.Reference));
            RequireLogits(golden, model);
            Assert.Equal(golden.Model.Record().ModelHash, model.Record().ModelHash);
        }
    }

    static void RequireLogits(GoldenModel golden, TransformerModel model) =>
        golden.Reference["hf.logits"].Compare(model.Inspect(golden.Tokens, run => run.Logits.to(torch.ScalarType.Float64).data<double>().ToArray()), 1e-4);
}
