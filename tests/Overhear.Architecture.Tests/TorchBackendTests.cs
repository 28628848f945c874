using System.Text.Json;

namespace Overhear.Architecture.Tests;

/// <summary>The switch between backends, as MSBuild evaluates it; no package of CUDA is needed to see what would be restored.</summary>
[Trait("Category", "slow")]
public class TorchBackendTests
{
    const string Project = "tests/Overhear.Core.Tests";

    [Fact]
    public async Task The_default_is_the_processor_and_copies_nothing_native()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux leaves the natives in the package folder; elsewhere TorchSharp needs them in the output.");
        var packages = await References();
        Assert.Equal("native", packages["libtorch-cpu-linux-x64"].GetProperty("ExcludeAssets").GetString());
        Assert.Equal("native", packages["TorchSharp"].GetProperty("ExcludeAssets").GetString());
        Assert.DoesNotContain(packages.Keys, id => id.Contains("cuda", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_switch_selects_CUDA_and_no_other_libtorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The switch is for Linux.");
        var packages = await References("-p:TorchBackend=cuda");
        Assert.Contains("TorchSharp-cuda-linux", packages.Keys);
        Assert.DoesNotContain(packages.Keys, id => id.StartsWith("libtorch-cpu", StringComparison.OrdinalIgnoreCase));
        var versions = await Items("PackageVersion", "-p:TorchBackend=cuda");
        Assert.Equal(versions["TorchSharp"].GetProperty("Version").GetString(), versions["TorchSharp-cuda-linux"].GetProperty("Version").GetString());
    }

    [Fact]
    public async Task What_is_packed_names_no_backend_whatever_the_switch_says()
    {
        foreach (var project in Repository.Projects.Where(project => project.IsPackable && project.Property("UsesTorchBackend") != "true"))
            foreach (var backend in new[] { "cpu", "cuda" })
            {
                var packages = await Items("PackageReference", $"-p:TorchBackend={backend}", project.FullPath);
                Assert.DoesNotContain(packages.Keys, id => id.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase) || id.StartsWith("TorchSharp-", StringComparison.Ordinal));
            }
    }

    [Fact]
    public async Task Another_value_is_refused_in_one_line()
    {
        var build = await Command.Run("dotnet", ["msbuild", "src/Extensions/Overhear.Core", "-p:TorchBackend=rocm", "-t:CheckTorchBackend", "-v:q"], Repository.Root);
        Assert.NotEqual(0, build.ExitCode);
        var line = Assert.Single(build.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("TorchBackend is 'rocm'; it may be cpu (the default) or cuda.", line, StringComparison.Ordinal);
    }

    static Task<Dictionary<string, JsonElement>> References(string? property = null) => Items("PackageReference", property);

    static async Task<Dictionary<string, JsonElement>> Items(string kind, string? property = null, string project = Project)
    {
        var evaluation = await Command.Run("dotnet", ["msbuild", project, $"-getItem:{kind}", .. property is null ? Array.Empty<string>() : [property]], Repository.Root, ("TorchBackend", null));
        Assert.True(evaluation.ExitCode == 0, evaluation.Everything);
        return JsonDocument.Parse(evaluation.Output).RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().ToDictionary(item => item.GetProperty("Identity").GetString()!, StringComparer.OrdinalIgnoreCase);
    }
}
