namespace Overhear.Interactive.Tests;

static class Maps
{
    /// <summary>A cell that uses a tensor and counts the copies of libtorch in its process.</summary>
    public const string CountInCSharp = """
        using (var ones = TorchSharp.torch.ones(2)) { if (ones.sum().item<float>() != 2f) throw new Exception("1 + 1 is not 2"); }
        System.IO.File.ReadLines("/proc/self/maps").Where(line => line.EndsWith("/libtorch_cpu.so")).Select(line => line[line.IndexOf('/')..]).Distinct().Count()
        """;
}
