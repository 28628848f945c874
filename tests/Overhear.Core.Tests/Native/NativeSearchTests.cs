namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class NativeSearchTests
{
    [Theory]
    [InlineData("/usr/bin:/home/me/.nuget/packages/torchsharp-cuda-linux/0.107.0/:/bin", "torchsharp-cuda-linux")]
    [InlineData("/home/me/.nuget/packages/torchsharp-cpu/0.107.0/", "torchsharp-cpu")]
    [InlineData("/home/me/.nuget/packages/libtorch-cuda-12.8-linux-x64/2.10.0/", "libtorch-cuda-12.8-linux-x64")]
    [InlineData("/home/me/.nuget/packages/torchsharp/0.107.0/:/usr/lib/libtorch/bin", null)]
    [InlineData("", null)]
    public void A_backend_that_a_package_line_added_is_known_from_the_path(string path, string? package) =>
        Assert.Equal(package, NativeSearch.BackendIn(path.Replace(':', Path.PathSeparator)));
}
