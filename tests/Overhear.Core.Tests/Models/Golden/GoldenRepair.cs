using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>
/// Gives a golden GPT-2 the biases that its weights file lacks: <c>attn.c_attn.bias</c> was left out when some of the files were
/// written, while the reference numbers were computed with it. They determine it: query minus normalised input times W_Q.
/// </summary>
/// <remarks>
/// Where the file is whole nothing is done. What is recovered is the mean over all positions, good to a few 1e-8; everything that is
/// not a plain product of layer 0 to N's own queries, keys and values is still an independent check.
/// </remarks>
static class GoldenRepair
{
    /// <summary>Goes when the tests end.</summary>
    static readonly Lazy<string> mendedFolders = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("overhear-golden-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    public static string Mended(string folder, GoldenTensors reference)
    {
        var path = Path.Combine(folder, "model.safetensors");
        if (!File.Exists(path)) return folder;
        var stored = new GoldenTensors(path);
        var lacking = stored.Names.Select(n => Regex.Match(n, @"^(.*h\.(\d+)\.)attn\.c_attn\.weight$"))
            .Where(m => m.Success && !stored.Has($"{m.Groups[1].Value}attn.c_attn.bias")).ToList();
        if (lacking.Count == 0) return folder;

        var copy = Directory.CreateDirectory(Path.Combine(mendedFolders.Value, Guid.NewGuid().ToString("N"), Path.GetFileName(folder))).FullName;
        foreach (var file in Directory.GetFiles(folder, "*.json")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var tensors = stored.Names.Where(n => !n.EndsWith(".attn.bias", StringComparison.Ordinal)).ToDictionary(n => n, n => stored[n]);
        foreach (var match in lacking)
        {
            var prefix = match.Groups[1].Value;
            var bias = Bias(stored, reference, prefix, int.Parse(match.Groups[2].Value));
            tensors[$"{prefix}attn.c_attn.bias"] = new GoldenTensor($"{prefix}attn.c_attn.bias", [bias.Length], bias);
        }
        var writer = new SafetensorsWriter();
        foreach (var tensor in tensors.Values) writer.AddFloats(tensor.Name, [.. tensor.Values.Select(v => (float)v)], tensor.Shape);
        writer.Save(Path.Combine(copy, "model.safetensors"));
        return copy;
    }

    static double[] Bias(GoldenTensors stored, GoldenTensors reference, string prefix, int layer)
    {
        double[] normalized = reference[$"lens.blocks.{layer}.ln1.hook_normalized"].Values, gain = stored[$"{prefix}ln_1.weight"].Values, shift = stored[$"{prefix}ln_1.bias"].Values;
        var matrix = stored[$"{prefix}attn.c_attn.weight"]; // [d, 3 d]
        int d = (int)matrix.Shape[0], outputs = (int)matrix.Shape[1], positions = normalized.Length / d;
        double[][] seen = [.. new[] { "q", "k", "v" }.Select(p => reference[$"lens.blocks.{layer}.attn.hook_{p}"].Values)];
        var bias = new double[outputs];
        for (var o = 0; o < outputs; o++)
        {
            for (var p = 0; p < positions; p++)
            {
                var sum = 0.0;
                for (var i = 0; i < d; i++) sum += (normalized[p * d + i] * gain[i] + shift[i]) * matrix.Values[i * outputs + o];
                bias[o] += (seen[o / d][p * d + o % d] - sum) / positions;
            }
        }
        return bias;
    }
}
